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

/** What went wrong, in words that help the one who has to mend it; never with a password in them. */
final class PahoProblems {

    private final BrokerAddress broker;
    private final String user;

    PahoProblems(LinkSettings settings) {
        this.broker = settings.broker();
        this.user = settings.user().map(name -> "user \"" + name + "\"").orElse("a client without user name");
    }

    /** Why no connection came about. */
    String connecting(Throwable problem) {
        Throwable root = root(problem);
        if (root instanceof BrokerAnswerException refusal) {
            boolean login = refusal.code() == ReasonCodes.BAD_USER_NAME_OR_PASSWORD
                    || refusal.code() == ReasonCodes.NOT_AUTHORIZED;
            return broker + " refuses " + (login ? user : "the connection") + ": " + refusal.getMessage();
        }
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
                    + user + "), or when they do not speak MQTT 5";
        }
        return "no connection to " + broker + ": " + root;
    }

    /** Why a connection that stood is of no more use. */
    String connected(Throwable problem) {
        Throwable root = root(problem);
        if (root instanceof BrokerAnswerException) {
            return broker + " ended the connection: " + root.getMessage();
        }
        return root instanceof EOFException
                ? broker + " hung up"
                : "the connection to " + broker + " broke: " + root.getMessage();
    }

    /** Whether a connection that stood ended because another client has the same client id, or may have. */
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

    /** Why the broker refuses a publication; empty if it takes it. */
    static Optional<String> refusal(Answer answer) {
        return ReasonCodes.isFailure(answer.code())
                ? Optional.of("the broker refuses it: " + answer.describe(answer.code()))
                : Optional.empty();
    }

    /** Each filter with the reason why the broker refuses to deliver it; empty if it delivers. A filter without answer is left out. */
    static Map<String, Optional<String>> subscribed(List<String> filters, Answer answer) {
        return each(filters, answer, "the broker refuses to deliver ");
    }

    /** The same for subscriptions that were taken back. */
    static Map<String, Optional<String>> unsubscribed(List<String> filters, Answer answer) {
        return each(filters, answer, "the broker refuses to end the subscription of ");
    }

    private static Map<String, Optional<String>> each(List<String> filters, Answer answer, String refuses) {
        Map<String, Optional<String>> problems = new LinkedHashMap<>();
        for (int at = 0; at < Math.min(filters.size(), answer.reasonCodes().size()); at++) {
            int code = answer.reasonCodes().get(at);
            problems.put(
                    filters.get(at),
                    ReasonCodes.isFailure(code)
                            ? Optional.of(refuses + filters.get(at) + ": " + answer.describe(code))
                            : Optional.empty());
        }
        return problems;
    }
}
