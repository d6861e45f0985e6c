package dev.chorus.core.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTaskTest {

    @Test
    void task_atTheEndOfTheJvm_runs() throws Exception {
        assertEquals("main\ntask\n", output("register"));
    }

    @Test
    void task_takenBack_doesNotRun() throws Exception {
        assertEquals("main\n", output("register", "close"));
    }

    @Test
    void register_whileTheJvmShutsDown_isWithoutEffect() throws Exception {
        assertEquals("main\nlate\n", output("registerLate"));
    }

    private static String output(String... steps) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Ending.class.getName()));
        command.addAll(List.of(steps));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Main class of a process that ends after some steps. */
    static final class Ending {

        private Ending() {}

        public static void main(String... steps) {
            ShutdownTask task = null;
            for (String step : steps) {
                switch (step) {
                    case "register" -> task = ShutdownTask.register("task", () -> System.out.print("task\n"));
                    case "close" -> task.close();
                    default -> ShutdownTask.register("late", () -> {
                        ShutdownTask second = ShutdownTask.register("second", () -> System.out.print("second\n"));
                        second.close();
                        System.out.print("late\n");
                    });
                }
            }
            System.out.print("main\n");
        }
    }
}
