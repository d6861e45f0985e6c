package dev.chorus.tools.cli;

import dev.chorus.mqtt.request.Reply;
import java.nio.file.Path;

/** Shows what came of each picture. */
interface AnswerPrinter {

    /** It came back as classified. */
    void answered(Path picture, Reply reply);

    /** It came back as not classified. */
    void unanswered(Path picture, Reply reply);

    /**
     * Nothing came back.
     *
     * @param outcome one word, such as {@code timeout}
     * @param reason for people
     */
    void lost(Path picture, String outcome, String reason);
}
