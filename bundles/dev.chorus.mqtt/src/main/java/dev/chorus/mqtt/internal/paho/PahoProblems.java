package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.api.BrokerAddress;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.internal.EndReason;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Builds error messages for operators; never includes credentials. */
final class PahoProblems {

    private final BrokerAddress broker;
    private final String user;

    PahoProblems(LinkSettings settings) {
        this.broker = settings.broker();
        this.user = settings.user().map(name -> "user \"" + name + "\"").orElse("a client without user name");
    }

    /** Describes why the connection was not established. */
    String connecting(Throwable problem) {
        Throwable root = root(problem);
        if (root instanceof BrokerAnswerException refusal) {
            boolean login = refusal.code() == ReasonCodes.BAD_USER_NAME_OR_PASSWORD
                    || refusal.code() == ReasonCodes.NOT_AUTHORIZED;
            return broker + " rejects " + (login ? user : "the connection") + ": " + refusal.getMessage();
        }
        if (root instanceof UnknownHostException) {
            return "unknown host: " + broker;
        }
        if (root instanceof ConnectException || root instanceof SocketTimeoutException) {
            return "cannot connect to " + broker + ": " + root.getMessage();
        }
        if (causes(problem).anyMatch(SSLException.class::isInstance)) {
            return "TLS handshake with " + broker + " failed: " + root.getMessage();
        }
        if (root instanceof EOFException || root instanceof SocketException) {
            return broker
                    + " closed the connection without a response to CONNECT; some brokers do so if user or password is wrong (this is "
                    + user + ") or if they do not support MQTT 5";
        }
        return "cannot connect to " + broker + ": " + root;
    }

    /** Describes why an established connection is no longer usable. */
    String connected(Throwable problem) {
        Throwable root = root(problem);
        if (root instanceof BrokerAnswerException) {
            return broker + " closed the connection: " + root.getMessage();
        }
        return root instanceof EOFException
                ? broker + " closed the connection"
                : "the connection to " + broker + " broke: " + root.getMessage();
    }

    /**
     * Returns whether an established connection ended because of another client with the same client id, or may have.
     */
    static EndReason reason(Throwable problem) {
        Throwable root = root(problem);
        if (root instanceof BrokerAnswerException answer) {
            return answer.code() == ReasonCodes.SESSION_TAKEN_OVER ? EndReason.TAKEN_OVER : EndReason.OTHER;
        }
        return root instanceof EOFException || root instanceof SocketException
                ? EndReason.UNEXPLAINED
                : EndReason.OTHER;
    }

    private static Stream<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause);
    }

    private static Throwable root(Throwable problem) {
        return causes(problem).reduce(problem, (outer, inner) -> inner);
    }

    /** Returns why the broker rejects a publication; empty if it accepts it. */
    static Optional<String> refusal(Answer answer) {
        return ReasonCodes.isFailure(answer.code())
                ? Optional.of("rejected by the broker: " + answer.describe(answer.code()))
                : Optional.empty();
    }

    /**
     * Returns each filter with the reason why the broker rejects the subscription; empty if it accepts it. A filter
     * without a response is omitted.
     */
    static Map<String, Optional<String>> subscribed(List<String> filters, Answer answer) {
        return each(filters, answer, "the broker rejects the subscription to ");
    }

    /** Does the same for unsubscribing. */
    static Map<String, Optional<String>> unsubscribed(List<String> filters, Answer answer) {
        return each(filters, answer, "the broker rejects unsubscribing from ");
    }

    private static Map<String, Optional<String>> each(List<String> filters, Answer answer, String rejects) {
        Map<String, Optional<String>> problems = new LinkedHashMap<>();
        for (int at = 0; at < Math.min(filters.size(), answer.reasonCodes().size()); at++) {
            int code = answer.reasonCodes().get(at);
            problems.put(
                    filters.get(at),
                    ReasonCodes.isFailure(code)
                            ? Optional.of(rejects + filters.get(at) + ": " + answer.describe(code))
                            : Optional.empty());
        }
        return problems;
    }
}
