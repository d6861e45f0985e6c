package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.mqtt.api.LinkSettings;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** What went wrong, in words that help the one who has to mend it; never with a password in them. */
final class PahoProblems {

    private static final int FIRST_FAILURE = 0x80;

    private final BrokerAddress broker;
    private final String login;

    PahoProblems(LinkSettings settings) {
        this.broker = settings.broker();
        this.login = settings.user().map(name -> "user \"" + name + "\"").orElse("a client without user name");
    }

    /** Why no connection came about. */
    String connecting(Throwable problem) {
        if (problem instanceof MqttException refusal) {
            switch (refusal.getReasonCode()) {
                case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD, MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED -> {
                    return broker + " refuses " + login + ": " + words(refusal.getReasonCode());
                }
                default -> {
                    if (refusal.getReasonCode() >= FIRST_FAILURE && refusal.getReasonCode() <= 0xFF) {
                        return broker + " refuses the connection: " + words(refusal.getReasonCode());
                    }
                }
            }
        }
        Throwable root = root(problem);
        if (root instanceof UnknownHostException) {
            return "the host of " + broker + " is not known";
        }
        if (root instanceof ConnectException || root instanceof SocketTimeoutException) {
            return "nobody answers at " + broker + " (" + root.getMessage() + ")";
        }
        if (causes(problem).anyMatch(SSLException.class::isInstance)) {
            return "no TLS with " + broker + ": " + root.getMessage();
        }
        if (root instanceof EOFException || root instanceof SocketException) {
            return broker
                    + " hung up without answering CONNECT: some brokers do that when user or password is wrong (this is "
                    + login + "), or when they do not speak MQTT 5";
        }
        return "no connection to " + broker + ": " + root;
    }

    /** Why a connection that stood is of no more use. */
    String connected(Throwable problem) {
        Throwable root = root(problem);
        return root instanceof EOFException
                ? broker + " hung up"
                : "the connection to " + broker + " broke: " + root.getMessage();
    }

    /** Why a connection ended. */
    String disconnected(MqttDisconnectResponse response) {
        return response.getException() != null
                ? connected(response.getException())
                : broker + " ended the connection: " + words(response.getReturnCode());
    }

    private static Stream<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause);
    }

    private static Throwable root(Throwable problem) {
        return causes(problem).reduce(problem, (outer, inner) -> inner);
    }

    /** What the broker says against a publication; empty if nothing. */
    static Optional<String> refusal(int[] reasonCodes) {
        return reasonCodes == null || reasonCodes.length == 0 || reasonCodes[0] < FIRST_FAILURE
                ? Optional.empty()
                : Optional.of("the broker refuses it: " + words(reasonCodes[0]));
    }

    /** What the broker says against subscriptions. */
    static List<String> refusals(List<String> filters, int[] reasonCodes) {
        List<String> problems = new ArrayList<>();
        for (int index = 0; index < Math.min(filters.size(), reasonCodes.length); index++) {
            if (reasonCodes[index] >= FIRST_FAILURE) {
                problems.add("the broker refuses to deliver " + filters.get(index) + ": " + words(reasonCodes[index]));
            }
        }
        return problems;
    }

    /** A reason code in Paho's words, which are those of the standard. */
    private static String words(int reasonCode) {
        return new MqttException(reasonCode).getMessage() + " (0x" + Integer.toHexString(reasonCode) + ")";
    }
}
