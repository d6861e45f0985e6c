package dev.chorus.tools.cli;

import dev.chorus.mqtt.request.Response;
import java.nio.file.Path;

/** Prints the outcome of each picture. */
interface AnswerPrinter {

    /** The picture was classified. */
    void answered(Path picture, Response reply);

    /** A response arrived without a classification. */
    void unanswered(Path picture, Response reply);

    /**
     * No response arrived.
     *
     * @param outcome a short term, such as {@code timeout}
     * @param reason readable text, or null if unknown
     */
    void lost(Path picture, String outcome, String reason);
}
