package dev.chorus.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code chorus}: when it builds, and which commands need no build. */
class ScriptTest {

    private static final String WAITING = "waiting for the build of another call";
    private static final String FROM_THE_BEGINNING = "the last build did not finish; building from the beginning";

    /** Programs of a machine without util-linux, such as one of Apple. */
    private static final List<String> WITHOUT_FLOCK = List.of(
            "bash",
            "sh",
            "awk",
            "cat",
            "dirname",
            "env",
            "find",
            "grep",
            "mkdir",
            "perl",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "touch");

    @TempDir
    private Path folder;

    private ScriptClone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = new ScriptClone(folder.toRealPath());
    }

    @AfterEach
    void close() throws IOException {
        clone.close();
    }

    @Test
    void callsAtTheSameTime_ofAFreshClone_buildOnce() throws Exception {
        assertThreeCallsBuildOnce();
    }

    @Test
    void callsAtTheSameTime_withoutFlock_buildOnce() throws Exception {
        clone.restrictPrograms(WITHOUT_FLOCK);

        assertThreeCallsBuildOnce();
    }

    private void assertThreeCallsBuildOnce() throws Exception {
        // given
        Files.createFile(clone.resolve("hold"));
        List<Process> calls = new ArrayList<>(List.of(clone.begin("gateway")));
        clone.await("the first builds", () -> clone.builds() == 1);

        // when
        for (String command : List.of("gateway", "classify")) {
            Process call = clone.begin(command);
            calls.add(call);
            clone.await("it waits", () -> clone.printed(call).contains(WAITING));
        }
        Files.delete(clone.resolve("hold"));

        // then
        for (Process call : calls) {
            assertEquals(0, clone.exitValue(call), () -> clone.printed(call));
            assertTrue(clone.printed(call).contains("java "), clone.printed(call));
        }
        assertEquals(1, clone.builds());
    }

    @Test
    void callAgain_buildsNothing() throws Exception {
        clone.call("gateway");

        assertEquals(0, clone.call("gateway"), clone.printed());

        assertEquals(1, clone.builds());
    }

    @Test
    void call_afterABuildThatFailed_buildsFromTheBeginning() throws Exception {
        // given
        Files.createFile(clone.resolve("fail"));
        assertEquals(1, clone.call("gateway"));
        assertTrue(clone.printed().contains("[ERROR] it does not compile"), clone.printed());
        Files.delete(clone.resolve("fail"));
        Path half = half();

        // when
        int exitValue = clone.call("gateway");

        // then
        assertEquals(0, exitValue, clone.printed());
        assertTrue(clone.printed().contains(FROM_THE_BEGINNING), clone.printed());
        assertFalse(Files.exists(half));
    }

    @Test
    void callThatWasBuilt_afterTheBuildOfAnotherCommandFailed_buildsAgain() throws Exception {
        // given
        clone.call("gateway");
        Files.createFile(clone.resolve("fail"));
        Files.delete(clone.resolve("target/chorus/cli.built"));
        assertEquals(1, clone.call("classify"));
        Files.delete(clone.resolve("fail"));

        // when
        int exitValue = clone.call("gateway");

        // then
        assertEquals(0, exitValue, clone.printed());
        assertEquals(3, clone.builds());
    }

    @Test
    void call_whileTheMavenOfAKilledCallRuns_waitsForItAndBuildsAgain() throws Exception {
        // given
        Files.createFile(clone.resolve("hold"));
        Process killed = clone.begin("gateway");
        clone.await("it builds", () -> clone.builds() == 1);
        killed.destroyForcibly().waitFor();

        // when
        Process next = clone.begin("gateway");
        clone.await("it waits", () -> clone.printed(next).contains(WAITING));
        Files.delete(clone.resolve("hold"));

        // then
        assertEquals(0, clone.exitValue(next), clone.printed(next));
        assertEquals(2, clone.builds());
        assertTrue(clone.printed(next).contains(FROM_THE_BEGINNING), clone.printed(next));
    }

    @Test
    void call_afterABuildWasKilledWithItsMaven_buildsFromTheBeginning() throws Exception {
        // given
        Files.createFile(clone.resolve("hold"));
        Process killed = clone.begin("gateway");
        clone.await("it builds", () -> clone.builds() == 1);
        List<ProcessHandle> all = killed.descendants().toList();
        killed.destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
        Files.delete(clone.resolve("hold"));
        Path half = half();

        // when
        int exitValue = clone.call("gateway");

        // then
        assertEquals(0, exitValue, clone.printed());
        assertFalse(Files.exists(half));
    }

    @Test
    void signalDuringABuild_endsItsMavenAndTheNextCallBuilds() throws Exception {
        // given
        Files.createFile(clone.resolve("hold"));
        Process call = clone.begin("gateway");
        clone.await("it builds", () -> clone.builds() == 1);
        List<ProcessHandle> maven = call.children().toList();

        // when
        call.toHandle().destroy();

        // then
        assertEquals(143, clone.exitValue(call), clone.printed(call));
        assertEquals(
                "chorus: the build was interrupted; the next call builds again",
                clone.printed(call).lines().reduce((first, last) -> last).orElse(""));
        assertTrue(maven.stream().noneMatch(ProcessHandle::isAlive));
        Files.delete(clone.resolve("hold"));
        assertEquals(0, clone.call("gateway"), clone.printed());
    }

    @ParameterizedTest
    @CsvSource({
        "--help, the first screen",
        "-h, the first screen",
        "--verbose --help, the first screen",
        "gateway --help, help of gateway",
        "classify --broker mqtt://b -h, help of classify",
    })
    void help_inAFreshClone_isPrintedWithoutABuild(String arguments, String help) throws Exception {
        int exitValue = clone.call(arguments.split(" "));

        assertEquals(0, exitValue, clone.printed());
        assertEquals(help + "\n", clone.printed());
        assertEquals(0, clone.builds());
    }

    @Test
    void noArguments_inAFreshClone_printTheFirstScreen() throws Exception {
        assertEquals(0, clone.call());
        assertEquals("the first screen\n", clone.printed());
    }

    @Test
    void unknownCommand_inAFreshClone_isRefusedWithoutABuild() throws Exception {
        int exitValue = clone.call("demonstrate");

        assertEquals(2, exitValue);
        assertEquals("chorus: there is no 'demonstrate'; see './chorus --help'\n", clone.printed());
        assertEquals(0, clone.builds());
    }

    /** A file as a build leaves it that is killed. */
    private Path half() throws IOException {
        Path file = clone.resolve("tools/cli/target/half.jar");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "PK");
    }
}
