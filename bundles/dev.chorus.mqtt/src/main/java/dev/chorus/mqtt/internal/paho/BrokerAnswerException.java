package dev.chorus.mqtt.internal.paho;

import java.io.IOException;

/** The broker ends the connection, or does not let the client in, and gives a reason. */
final class BrokerAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int code;

    BrokerAnswerException(Answer answer) {
        super(answer.describe(answer.code()));
        this.code = answer.code();
    }

    int code() {
        return code;
    }
}
