package dev.chorus.tools.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class SafeOutputTest {

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = SafeOutput.of(new PrintWriter(printed));

    @Test
    void print_charactersThatTerminalsObey_areEscaped() {
        out.printf("%s: %s%n", "bolt\u001b[2J", "\u202egear\u0007\u009b");

        assertEquals("bolt\\u001b[2J: \\u202egear\\u0007\\u009b\n", printed.toString());
    }

    @Test
    void print_linesTabsAndAnyScript_areKept() {
        out.print("a\tb\r\n齒輪 👩‍🔧\n");
        out.print("a\rb");

        out.flush();
        assertEquals("a\tb\r\n齒輪 👩‍🔧\na\\u000db", printed.toString());
    }

    @Test
    void print_pairOfSurrogatesInTwoPieces_isKept() {
        out.write('\ud83d');
        out.write('\udd27');

        out.flush();
        assertEquals("\ud83d\udd27", printed.toString());
    }

    @Test
    void raw_sequenceOfOurOwn_isPrintedAsItIs() {
        SafeOutput.raw(out).print("\u001b[K");

        assertEquals("\u001b[K", printed.toString());
        assertSame(out, SafeOutput.of(out));
    }

    @Test
    void checkError_afterTheOutputFailed_isTrue() {
        PrintWriter full = SafeOutput.of(new PrintWriter(new OutputStream() {
            @Override
            public void write(int any) throws IOException {
                throw new IOException("no space");
            }
        }));

        full.println("bolt");

        assertTrue(full.checkError());
    }

    @Command(name = "printing", mixinStandardHelpOptions = true, description = "@|bold Prints.|@")
    private static final class Printing implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            spec.commandLine().getOut().println("\u001b[2J");
            spec.commandLine().getErr().println("\u001b[3J");
            return 0;
        }
    }

    @Test
    void on_anyCommand_printsSafelyToBothStreams() {
        StringWriter err = new StringWriter();
        CommandLine line = SafeOutput.on(new CommandLine(new Printing()))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(err));

        line.execute();

        assertEquals("\\u001b[2J\n", printed.toString());
        assertEquals("\\u001b[3J\n", err.toString());
    }

    @Test
    void on_help_isPrintedAsItIs() {
        CommandLine line = SafeOutput.on(new CommandLine(new Printing()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.ON))
                .setOut(new PrintWriter(printed));

        line.execute("--help");

        assertTrue(printed.toString().contains("\u001b[1mPrints."), printed.toString());
    }
}
