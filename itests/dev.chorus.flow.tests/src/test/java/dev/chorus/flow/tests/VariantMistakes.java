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

/** What an operator, or a program in his name, can do wrong to a variant. */
public class VariantMistakes extends MistakesTest {

    private static final String UNREACHABLE = "mqtt://127.0.0.1:2";
    private static final String TLS = "mqtts://127.0.0.1:1";
    private static final String NAME = "1..64 of A-Z a-z 0-9 _ . -";
    private static final String ONE_LINE = "a text without control characters";

    private static final List<Mistake> MISTAKES = List.of(
            number("a text where a number belongs", "k", "five", 1, 255),
            number("an empty text where a number belongs", "k", "", 1, 255),
            number("zero where one is the least", "k", 0, 1, 255),
            number("a number above the range", "k", 256, 1, 255),
            number("a Long below the range", "k", -1L, 1, 255),
            number("a Long that wraps round into the range", "k", 4_294_967_301L, 1, 255),
            number("a Double with a fraction", "k", 2.5, 1, 255),
            number("a Double that is no number", "k", Double.NaN, 1, 255),
            number("a Boolean where a number belongs", "k", true, 1, 255),
            value(
                    "an array where one number belongs",
                    "k",
                    new Integer[] {5, 6},
                    "[5, 6]",
                    "a whole number within 1..255"),
            number("a word for a number of threads", "threads", "all", 1, 64),
            number("too many threads", "threads", 65, 1, 64),
            number("no place in the queue", "queue.length", 0, 1, 10_000),
            number("a Double beyond every queue", "queue.length", 1e9, 1, 10_000),
            number("less than no requests a second", "requester.rate.max", -1, 0, 10_000),
            value("an unknown policy", "overload", "drop-both", "drop-both", "one of [drop-oldest, refuse-newest]"),
            value(
                    "a policy in the wrong case",
                    "overload",
                    "Drop-Oldest",
                    "Drop-Oldest",
                    "one of [drop-oldest, refuse-newest]"),
            value("a number where a policy belongs", "overload", 1, "1", "a text"),
            number("a deadline above the range", "deadline.ms", 60_001, 1, 60_000),
            number("a deadline with its unit", "deadline.ms", "1 s", 1, 60_000),
            number("a picture of no bytes", "picture.bytes.max", 0, 1, 16_000_000),
            number("pictures larger than the link takes", "picture.bytes.max", 16_000_001, 1, 16_000_000),
            number("a word for a number of pixels", "picture.pixels.max", "many", 1, 256_000_000),
            value("yes where true belongs", "topk.json", "yes", "yes", "true or false"),
            value("TRUE in the wrong case", "topk.json", "TRUE", "TRUE", "true or false"),
            value("a number where true belongs", "topk.json", 1, "1", "true or false"),
            one("no family", "family", "", "family must be 1..64 of A-Z a-z 0-9 _ . -, was empty"),
            value("a family with a slash", "family", "parts/a", "parts/a", NAME),
            value("a family of two lines", "family", "pa\nrts", "pa?rts", ONE_LINE),
            value("a number for a family", "family", 7, "7", "a text"),
            one("an empty variant", "variant", "", "variant must be 1..64 of A-Z a-z 0-9 _ . -, was empty"),
            one("no variant at all", "variant", null, "variant must be 1..64 of A-Z a-z 0-9 _ . -, was empty"),
            value("a variant with a blank", "variant", "p 48", "p 48", NAME),
            value("several variants", "variant", new String[] {"p48", "p56"}, "[p48, p56]", "a text"),
            one("a variant that the family does not have", "variant", "p49", "nothing offers variant parts/p49"),
            one("a model folder that does not exist", "model.folder", "/no/such/folder", "/no/such/folder"),
            value("a model folder with a control character", "model.folder", "a\u0000b", "a?b", ONE_LINE),
            one(
                    "no URL for the broker",
                    "broker.url",
                    "no url at all",
                    "(default port 1883, with TLS 8883), was \"no url at all\""),
            one("a web address for the broker", "broker.url", "http://127.0.0.1", "8883), was \"http://127.0.0.1\""),
            one(
                    "a port that cannot be",
                    "broker.url",
                    "mqtt://127.0.0.1:99999",
                    "8883), was \"mqtt://127.0.0.1:99999\""),
            one(
                    "a password in the URL",
                    "broker.url",
                    "mqtt://me:" + NOT_OURS + "@127.0.0.1",
                    "8883), was \"mqtt://...@127.0.0.1\""),
            value("a number for the broker", "broker.url", 1883, "1883", "a text"),
            one(
                    "a client id with a slash",
                    "client.id",
                    "p48/a",
                    "client.id: client id must be 1..64 of A-Z a-z 0-9 _ . -, was 'p48/a'"),
            one("a client id that is too long", "client.id", "x".repeat(65), "client.id: client id must be 1..64"),
            value("a user with a control character", "user", "m\u0007e", "m?e", ONE_LINE),
            value("a Boolean for a user", "user", true, "true", "a text"),
            one("a password in the clear", "password", NOT_OURS, "password cannot be decrypted"),
            one("a number for a password", "password", 7, "password cannot be decrypted"),
            one(
                    "a wildcard in the topic root",
                    "topic.root",
                    "chorus/#",
                    "topic.root: topic root must be levels of A-Z a-z 0-9 _ . - separated by /, at most"),
            one(
                    "a topic root that begins with a slash",
                    "topic.root",
                    "/chorus",
                    "topic.root: topic root must be levels of A-Z a-z 0-9 _ . - separated by /, at most"),
            new Mistake(
                    "a TLS service that does not exist",
                    Map.of("broker.url", TLS, "SslManagerService.target", "(kura.service.pid=nobody)"),
                    "SslManagerService.target is '(kura.service.pid=nobody)', ssl.key.alias is '': this gateway has no such"),
            new Mistake(
                    "a name where the filter of a TLS service belongs",
                    Map.of("broker.url", TLS, "SslManagerService.target", "keys"),
                    "SslManagerService.target is 'keys', ssl.key.alias is '': not a filter"),
            new Mistake(
                    "a key without a TLS service",
                    Map.of("broker.url", TLS, "ssl.key.alias", "gateway"),
                    "ssl.key.alias needs SslManagerService.target to select the service with the key, was 'gateway'"),
            new Mistake(
                    "three mistakes at once",
                    Map.of("k", "five", "threads", 0, "topk.json", "no"),
                    "threads must be a whole number within 1..64, was '0'; k must be a whole number within 1..255, was 'five'"));

    @Test
    public void variant_everyMistake_isToldAndMended() throws Exception {
        // given
        startAll();

        // when and then
        makeAll(MISTAKES, "p48", good(), (wanted, isWanted) -> statuses.awaitVariant("p48", wanted, isWanted));

        // then
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
        assertSilence(NOT_OURS);
    }

    @Test
    public void variant_brokerThatNobodyReaches_isToldInTheLogAndMended() throws Exception {
        // given
        startAll();

        // when
        gateway.update("p48", Map.of("broker.url", UNREACHABLE, "password", new Password(NOT_OURS)));

        // then
        statuses.awaitOnline(List.of("p56", "p64", "p72"));
        awaitLog("cannot connect to " + UNREACHABLE);

        // and when
        gateway.update("p48", Map.of("broker.url", broker.url(), "password", new Password("")));

        // then
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
        assertSilence(NOT_OURS);
    }

    private Map<String, Object> good() {
        Map<String, Object> good = new HashMap<>();
        good.put("k", 5);
        good.put("threads", 1);
        good.put("queue.length", 1000);
        good.put("overload", "drop-oldest");
        good.put("requester.rate.max", 0);
        good.put("deadline.ms", (int) TestClient.PATIENT.toMillis());
        good.put("picture.bytes.max", 10_485_760);
        good.put("picture.pixels.max", 16_000_000);
        good.put("topk.json", false);
        good.put("family", "parts");
        good.put("variant", "p48");
        good.put("model.folder", "");
        good.put("broker.url", broker.url());
        good.put("client.id", "p48");
        good.put("user", "");
        good.put("password", "");
        good.put("topic.root", TestClient.ROOT);
        good.put("SslManagerService.target", "(kura.service.pid=changeme)");
        good.put("ssl.key.alias", "");
        return good;
    }
}
