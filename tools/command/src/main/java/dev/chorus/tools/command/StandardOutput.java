package dev.chorus.tools.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Standard output that keeps the reason why it could not be written: print streams and writers swallow it, so a command whose output
 * goes to a full disk would end as if all were well. Any thread.
 */
public final class StandardOutput {

    private final Remembering stream = new Remembering(new FileOutputStream(FileDescriptor.out));
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(stream, charset()), true);

    /** Writes to it; flushed with every line, {@link PrintWriter#checkError} tells of a failure. */
    public PrintWriter writer() {
        return writer;
    }

    /** What the JVM chose for System.out; before Java 19 the first property is set on a terminal only. */
    private static Charset charset() {
        for (String property : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
            String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }

    /** Why something could not be written, if so: one line for users. */
    public Optional<String> failure() {
        writer.flush();
        return Optional.ofNullable(stream.failure)
                .map(failure -> "cannot write to standard output: " + failure.getMessage());
    }

    private static final class Remembering extends FilterOutputStream {

        private volatile IOException failure;

        Remembering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }
    }
}
