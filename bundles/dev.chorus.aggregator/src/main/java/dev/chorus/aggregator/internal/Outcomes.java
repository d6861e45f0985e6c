package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.window.ClosedWindow;
import dev.chorus.core.window.ReplyTo;
import dev.chorus.core.window.WindowEvent;
import dev.chorus.core.window.WindowListener;
import java.util.function.Consumer;

/** What becomes of windows is published and counted. Called on the owner's thread. */
final class Outcomes implements WindowListener {

    private final AnswerPublisher answers;
    private final Consumer<FusedResult> onFused;
    private final Tally tally;

    /** @param onFused gets every fused result, besides those who asked */
    Outcomes(AnswerPublisher answers, Consumer<FusedResult> onFused, Tally tally) {
        this.answers = answers;
        this.onFused = onFused;
        this.tally = tally;
    }

    @Override
    public void closed(ClosedWindow window) {
        answers.publish(window);
        onFused.accept(window.result());
    }

    @Override
    public void askedAfterwards(FusedResult result, ReplyTo replyTo) {
        answers.repeat(result, replyTo);
        tally.count("overtakenRequests");
    }

    @Override
    public void askedAgain(FusedResult result, ReplyTo replyTo) {
        answers.repeat(result, replyTo);
        tally.count("repeatedAnswers");
    }

    @Override
    public void happened(WindowEvent event) {
        switch (event) {
            case LATE_RESULT -> tally.count("lateResults");
            case DUPLICATE_RESULT -> tally.count("duplicateResults");
            case STALE_RESULT -> tally.count("staleResults");
            case DUPLICATE_REQUEST -> tally.count("duplicateRequests");
            case FOREIGN_RESULT -> tally.report("foreignResults", "a result of an unknown variant or label set");
            case FELL_BEHIND -> tally.report(
                    "fellBehind", "a variant is late again and again, and no longer waited for");
            case CAUGHT_UP -> tally.count("caughtUp");
            case DISMISSED_VARIANT -> tally.report(
                    "unprovenVariants", "a variant that has never answered is not waited for until it answers");
            case DISMISSED_PEER -> tally.report(
                    "unprovenAggregators", "an aggregator that has never answered gets no turn until it answers");
            case LEFT_WINDOW -> tally.count("leftWindows");
            case DOUBLE_ANSWER -> tally.report("doubleAnswers", "another aggregator has answered a request too");
            case FOREIGN_ANSWER -> tally.report("foreignAnswers", "an answer of an unknown aggregator");
            case EVICTED_WINDOW -> tally.report("evictedWindows", "too many open windows, the oldest was closed");
        }
    }
}
