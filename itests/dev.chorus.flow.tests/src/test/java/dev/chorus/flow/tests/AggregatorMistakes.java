package dev.chorus.flow.tests;

import static dev.chorus.flow.tests.Mistake.number;
import static dev.chorus.flow.tests.Mistake.one;
import static dev.chorus.flow.tests.Mistake.value;

import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.TestClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.Password;
import org.junit.Test;

/** What an operator, or a program in his name, can do wrong to an aggregator. */
public class AggregatorMistakes extends MistakesTest {

    private static final String UNREACHABLE = "mqtt://127.0.0.1:3";
    private static final String TLS = "mqtts://127.0.0.1:1";

    private static final String STRATEGIES = "one of [scaled-sum, fitted-weights, log-pool, majority]";

    private static final List<Mistake> MISTAKES = List.of(
            number("a deadline of zero", "deadline.ms", 0, 1, 60_000),
            number("a word for a deadline", "deadline.ms", "soon", 1, 60_000),
            number("a quorum of zero", "quorum", 0, 1, 256),
            number("a word for a quorum", "quorum", "most", 1, 256),
            number("a Double with a fraction for a quorum", "quorum", 1.5, 1, 256),
            value("an array for a quorum", "quorum", new Long[] {1L}, "[1]", "a whole number within 1..256"),
            value("an unknown strategy", "strategy", "loudest", "loudest", STRATEGIES),
            value("a strategy in the wrong case", "strategy", "Scaled-Sum", "Scaled-Sum", STRATEGIES),
            value("a number for a strategy", "strategy", 1, "1", "a text"),
            value("any disagreement", "stop.disagreement.percent", "3", "3", "one of [0, 0.5, 1, 2, 5]"),
            value("a number for a disagreement", "stop.disagreement.percent", 1, "1", "a text"),
            value("perhaps where true belongs", "early.stop", "perhaps", "perhaps", "true or false"),
            value("a number where true belongs", "early.stop", 1, "1", "true or false"),
            number("no window", "windows.max", -1, 1, 100_000),
            number("a Long beyond every window", "windows.max", Long.MAX_VALUE, 1, 100_000),
            number("an empty text for a number of labels", "labels.max", "", 1, 1000),
            number("fewer misses than none", "stragglers.after", -1, 0, 1000),
            number("more labels than allowed", "labels.max", 1001, 1, 1000),
            number("an interval below zero", "cloud.interval.ms", -1, 0, 86_400_000),
            value("No where false belongs", "cloud.changes.only", "No", "No", "true or false"),
            one(
                    "a name where the filter of a cloud publisher belongs",
                    "CloudPublisher.target",
                    "cloud",
                    "CloudPublisher.target must be a filter such as (kura.service.pid=NAME), was 'cloud'"),
            value(
                    "a prefix with a wildcard",
                    "homeassistant.prefix",
                    "home/+",
                    "home/+",
                    "levels of A-Z a-z 0-9 _ - separated by slashes, or empty"),
            one("no family", "family", "", "family must be 1..64 of A-Z a-z 0-9 _ . -, was empty"),
            one("a family with a wildcard", "family", "+", "family must be 1..64 of A-Z a-z 0-9 _ . -, was '+'"),
            one("no URL for the broker", "broker.url", "nonsense", "broker.url: brokerUrl must be mqtt://host:port"),
            one(
                    "a client id with a blank",
                    "client.id",
                    "my aggregator",
                    "client.id: client id must be 1..64 of A-Z a-z 0-9 _ . -, was 'my aggregator'"),
            one(
                    "a user of two lines",
                    "user",
                    "me\nyou",
                    "user must be a text without control characters, was 'me?you'"),
            one("a password in the clear", "password", NOT_OURS, "password cannot be decrypted"),
            one(
                    "a topic root with an empty level",
                    "topic.root",
                    "a//b",
                    "topic.root: topic root must be levels of A-Z a-z 0-9 _ . - separated by /, at most"),
            new Mistake(
                    "a TLS service that does not exist",
                    Map.of("broker.url", TLS, "SslManagerService.target", "(kura.service.pid=nobody)"),
                    "SslManagerService.target is '(kura.service.pid=nobody)', ssl.key.alias is '': this gateway has no such"),
            new Mistake(
                    "a name where the filter of a TLS service belongs",
                    Map.of("broker.url", TLS, "SslManagerService.target", "keys"),
                    "SslManagerService.target is 'keys', ssl.key.alias is '': not a filter"));

    @Test
    public void aggregator_everyMistake_isToldAndMended() throws Exception {
        // given
        startAll();

        // when and then
        makeAll(MISTAKES, FrameworkGateway.AGGREGATOR, good(), statuses::awaitAggregator);

        // then
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
        assertSilence(NOT_OURS);
    }

    @Test
    public void aggregator_brokerThatNobodyReaches_isToldInTheLogAndMended() throws Exception {
        // given
        startAll();

        // when
        gateway.update(
                FrameworkGateway.AGGREGATOR, Map.of("broker.url", UNREACHABLE, "password", new Password(NOT_OURS)));

        // then
        awaitLog("cannot connect to " + UNREACHABLE);

        // and when
        // Its farewell may still be on the way: what it said before must not be taken for what it says then.
        client.forget();
        gateway.update(FrameworkGateway.AGGREGATOR, Map.of("broker.url", broker.url(), "password", new Password("")));

        // then
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
        assertSilence(NOT_OURS);
    }

    private Map<String, Object> good() {
        Map<String, Object> good = new HashMap<>();
        good.put("deadline.ms", (int) TestClient.PATIENT.toMillis());
        good.put("quorum", 1);
        good.put("strategy", "scaled-sum");
        good.put("early.stop", false);
        good.put("windows.max", 1000);
        good.put("stragglers.after", 3);
        good.put("labels.max", 12);
        good.put("cloud.interval.ms", 1000);
        good.put("cloud.changes.only", false);
        good.put("CloudPublisher.target", "(kura.service.pid=changeme)");
        good.put("homeassistant.prefix", "");
        good.put("family", "parts");
        good.put("broker.url", broker.url());
        good.put("client.id", FrameworkGateway.AGGREGATOR);
        good.put("user", "");
        good.put("password", "");
        good.put("topic.root", TestClient.ROOT);
        good.put("SslManagerService.target", "(kura.service.pid=changeme)");
        good.put("ssl.key.alias", "");
        return good;
    }
}
