package dev.chorus.tools.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One call of the command line and what came of it. */
record Call(int exitCode, String out, String err) {

    static Call of(String... arguments) {
        return of(Chorus.commandLine(), arguments);
    }

    /** Of a command line that was prepared. */
    static Call of(CommandLine commandLine, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Call(exitCode, out.toString(), err.toString());
    }
}
