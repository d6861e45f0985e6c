package dev.chorus.tools.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.tools.trainer.train.Budget;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DurationsTest {

    @Command
    private static final class Options {
        @Mixin
        private Durations howLong;
    }

    @ParameterizedTest
    @CsvSource({"100, 180", "5400, 180", "20000, 600", "1000000, 1800"})
    void budget_nothingSaid_followsTheNumberOfPictures(int pictures, long seconds) {
        // when
        Budget.Time budget = (Budget.Time) parsed().budget(pictures, 32, Duration.ZERO);

        // then
        assertEquals(Duration.ofSeconds(seconds), budget.whole());
    }

    @Test
    void budget_epochs_areSoManyBatches() {
        // when
        Budget budget = parsed("--epochs", "2.5").budget(640, 32, Duration.ZERO);

        // then
        assertEquals(new Budget.Steps(50), budget);
    }

    @ParameterizedTest
    @CsvSource({"--minutes, --minutes is 0.0", "--epochs, --epochs is 0.0"})
    void budget_nothing_isRefused(String option, String said) {
        // given
        Durations howLong = parsed(option, "0");

        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> howLong.budget(640, 32, Duration.ZERO));

        // then
        assertEquals(said + ", allowed is above 0", refused.getMessage());
    }

    private static Durations parsed(String... arguments) {
        Options options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return options.howLong;
    }
}
