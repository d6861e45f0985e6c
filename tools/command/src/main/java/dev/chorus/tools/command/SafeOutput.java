package dev.chorus.tools.command;

import dev.chorus.core.peer.PeerText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;

/**
 * What commands print, with every character that a terminal obeys written as escape: labels, problems and answers come from peers, and any
 * of them may hold an ESC sequence. Lines and tabs are kept. The one way around it is {@link #raw}, for sequences of our own. Any thread.
 */
public final class SafeOutput extends PrintWriter {

    private final PrintWriter raw;

    private SafeOutput(PrintWriter raw) {
        super(new Escaping(raw), true);
        this.raw = raw;
    }

    /** Has a command line, subcommands included, print like this; its help is printed as it is. */
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

    /** A writer that prints like this; the same one if it does already. */
    public static PrintWriter of(PrintWriter out) {
        return out instanceof SafeOutput ? out : new SafeOutput(out);
    }

    /** Where sequences of our own go that move the cursor or change colors, never a text of a peer. */
    public static PrintWriter raw(PrintWriter out) {
        return out instanceof SafeOutput safe ? safe.raw : out;
    }

    @Override
    public boolean checkError() {
        boolean failed = super.checkError();
        return raw.checkError() || failed;
    }

    /** Escapes what it is given; a pair of surrogates may come in two pieces. Guarded by the writer's lock. */
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
