package dev.chorus.tools.cli;

import dev.chorus.mqtt.request.Response;
import java.nio.file.Path;

/** Shows what came of each picture. */
interface AnswerPrinter {

    /** It came back as classified. */
    void answered(Path picture, Response reply);

    /** It came back as not classified. */
    void unanswered(Path picture, Response reply);

    /**
     * Nothing came back.
     *
     * @param outcome one word, such as {@code timeout}
     * @param reason for people
     */
    void lost(Path picture, String outcome, String reason);
}
