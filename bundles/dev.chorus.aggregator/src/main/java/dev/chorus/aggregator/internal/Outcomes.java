package dev.chorus.aggregator.internal;

import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.window.ClosedWindow;
import dev.chorus.core.window.ReplyTo;
import dev.chorus.core.window.WindowEvent;
import dev.chorus.core.window.WindowListener;
import java.util.function.Consumer;

/** Publishes and counts the outcomes of windows. Called on the owner's thread. */
final class Outcomes implements WindowListener {

    private final AnswerPublisher answers;
    private final Consumer<FusedResult> onFused;
    private final EventCounters events;

    /** @param onFused receives every fused result in addition to the requesters */
    Outcomes(AnswerPublisher answers, Consumer<FusedResult> onFused, EventCounters events) {
        this.answers = answers;
        this.onFused = onFused;
        this.events = events;
    }

    @Override
    public void closed(ClosedWindow window) {
        answers.publish(window);
        onFused.accept(window.result());
    }

    @Override
    public void askedAfterwards(FusedResult result, ReplyTo replyTo) {
        answers.repeat(result, replyTo);
        events.count("overtakenRequests");
    }

    @Override
    public void askedAgain(FusedResult result, ReplyTo replyTo) {
        answers.repeat(result, replyTo);
        events.count("repeatedAnswers");
    }

    @Override
    public void happened(WindowEvent event) {
        switch (event) {
            case LATE_RESULT -> events.count("lateResults");
            case DUPLICATE_RESULT -> events.count("duplicateResults");
            case STALE_RESULT -> events.count("staleResults");
            case DUPLICATE_REQUEST -> events.count("duplicateRequests");
            case FOREIGN_RESULT -> events.report("foreignResults", "a result of an unknown variant or label set");
            case FELL_BEHIND -> events.report("fellBehind", "a variant is repeatedly late and no longer awaited");
            case CAUGHT_UP -> events.count("caughtUp");
            case DISMISSED_VARIANT -> events.report(
                    "unprovenVariants", "a variant that has never answered is not awaited until it answers");
            case DISMISSED_PEER -> events.report(
                    "unprovenAggregators", "an aggregator that has never answered gets no turn until it answers");
            case LEFT_WINDOW -> events.count("leftWindows");
            case DOUBLE_ANSWER -> events.report("doubleAnswers", "another aggregator has answered a request too");
            case FOREIGN_ANSWER -> events.report("foreignAnswers", "an answer of an unknown aggregator");
            case EVICTED_WINDOW -> events.report("evictedWindows", "too many open windows, the oldest was closed");
        }
    }
}
