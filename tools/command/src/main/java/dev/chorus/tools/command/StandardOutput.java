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
 * Standard output that records why a write failed: print streams and writers discard the reason, so a command whose
 * output goes to a full disk would end successfully. Thread-safe.
 */
public final class StandardOutput {

    private final FailureRecordingStream stream = new FailureRecordingStream(new FileOutputStream(FileDescriptor.out));
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(stream, charset()), true);

    /** Returns the writer; flushed with every line, {@link PrintWriter#checkError} returns true after a failure. */
    public PrintWriter writer() {
        return writer;
    }

    /** Returns the charset of System.out; before Java 19 the first property is set on a terminal only. */
    private static Charset charset() {
        for (String property : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
            String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }

    /** Returns why a write failed, if one did: one line for users. */
    public Optional<String> failure() {
        writer.flush();
        return Optional.ofNullable(stream.failure)
                .map(failure -> "cannot write to standard output: " + failure.getMessage());
    }

    private static final class FailureRecordingStream extends FilterOutputStream {

        private volatile IOException failure;

        FailureRecordingStream(OutputStream out) {
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
