package dev.chorus.mqtt.internal.paho;

import java.io.IOException;

/** Thrown if the broker ends or rejects the connection with a reason code. */
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
