package dev.chorus.tools.command;

import dev.chorus.core.peer.PeerText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;

/**
 * Writer for command output that escapes every character a terminal interprets: labels, problems and answers come from
 * peers and may contain ESC sequences. Lines and tabs are kept. Only {@link #raw} bypasses it, for sequences of the
 * program itself. Thread-safe.
 */
public final class SafeOutput extends PrintWriter {

    private final PrintWriter raw;

    private SafeOutput(PrintWriter raw) {
        super(new Escaping(raw), true);
        this.raw = raw;
    }

    /** Installs the writer on a command line and its subcommands; their help is printed unchanged. */
    public static CommandLine on(CommandLine commandLine) {
        CommandLine.IExecutionStrategy run = new CommandLine.RunLast();
        return commandLine.setExecutionStrategy(parsed -> {
            Integer helped = CommandLine.executeHelpRequest(parsed);
            if (helped != null) {
                return helped;
            }
            CommandLine top = parsed.commandSpec().commandLine();
            top.setOut(of(top.getOut())).setErr(of(top.getErr()));
            return run.execute(parsed);
        });
    }

    /** Returns a writer that escapes; the same one if it escapes already. */
    public static PrintWriter of(PrintWriter out) {
        return out instanceof SafeOutput ? out : new SafeOutput(out);
    }

    /** Returns the underlying writer, for sequences that move the cursor or change colors; never for text of a peer. */
    public static PrintWriter raw(PrintWriter out) {
        return out instanceof SafeOutput safe ? safe.raw : out;
    }

    @Override
    public boolean checkError() {
        boolean failed = super.checkError();
        return raw.checkError() || failed;
    }

    /** Escapes its input; a surrogate pair may arrive in two pieces. Guarded by the writer's lock. */
    private static final class Escaping extends Writer {

        private final PrintWriter out;
        private char pending;

        Escaping(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            StringBuilder text = new StringBuilder(length + 1);
            if (pending != 0) {
                text.append(pending);
                pending = 0;
            }
            text.append(characters, offset, length);
            int last = text.length() - 1;
            if (last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
                pending = text.charAt(last);
                text.setLength(last);
            }
            int begin = 0;
            for (int at = 0; at < text.length(); at++) {
                if (isKept(text, at)) {
                    out.print(PeerText.escaped(text.substring(begin, at)));
                    out.print(text.charAt(at));
                    begin = at + 1;
                }
            }
            out.print(PeerText.escaped(text.substring(begin)));
        }

        private static boolean isKept(CharSequence text, int at) {
            char character = text.charAt(at);
            boolean endsLine = character == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            return character == '\n' || character == '\t' || endsLine;
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
