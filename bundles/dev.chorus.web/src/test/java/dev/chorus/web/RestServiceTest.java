package dev.chorus.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.web.internal.rest.CallLimits;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the responses of the service. */
class RestServiceTest extends RestBench {

    @Test
    void classify_picture_returnsTheAnswerAndTheResultOfEachVariant() throws Exception {
        connect();

        HttpResponse<byte[]> response = post("image/jpeg", picture(SimulatedFamily.ANSWERED), "");

        assertEquals(200, response.statusCode(), text(response));
        JsonObject answer = json(response);
        assertEquals("nut", first(answer.getAsJsonArray("labels")).get("label").getAsString());
        JsonObject topK = answer.getAsJsonObject("topK");
        assertEquals(
                "nut",
                first(topK.getAsJsonObject("p48").getAsJsonArray("classes"))
                        .get("label")
                        .getAsString());
        assertEquals(
                "bolt",
                first(topK.getAsJsonObject("p56").getAsJsonArray("classes"))
                        .get("label")
                        .getAsString());
        assertTrue(answer.get("roundTripMs").getAsDouble() > 0);
    }

    @Test
    void classify_form_isAsItsPicture() throws Exception {
        connect();
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("--xyz\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(picture(SimulatedFamily.ANSWERED));
        form.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));

        HttpResponse<byte[]> response = post("multipart/form-data; boundary=xyz", form.toByteArray(), "");

        assertEquals(200, response.statusCode(), text(response));
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, 2, '', 422, refused",
        "image/jpeg, 3, ?deadlineMs=50, 504, deadline",
        "image/jpeg, 1, ?deadlineMs=0.5, 400, bad-deadlineMs",
        "image/jpeg, 1, ?deadlineMs=60001, 400, bad-deadline",
        "multipart/form-data; boundary=none, 1, '', 400, no-picture",
    })
    void classify_unanswered_returnsTheReason(String type, byte what, String query, int status, String reason)
            throws Exception {
        connect();

        HttpResponse<byte[]> response = post(type, picture(what), query);

        assertEquals(status, response.statusCode(), text(response));
        assertEquals(reason, json(response).get("reason").getAsString());
        assertFalse(json(response).get("message").getAsString().isEmpty());
    }

    @Test
    void classify_emptyOrTooLarge_isRefusedBeforeItIsSent() throws Exception {
        configure(Map.of("picture.bytes.max", 100));
        await(any -> watch.problem().isEmpty());

        assertEquals(400, post("image/jpeg", new byte[0], "").statusCode());
        assertEquals(413, post("image/jpeg", new byte[101], "").statusCode());
        assertEquals(0, watch.counters().getOrDefault("asked", 0L));
    }

    @Test
    void classify_whileTheConnectionIsReplaced_returnsTheReason() throws Exception {
        connect();
        CompletableFuture<HttpResponse<byte[]>> response = CompletableFuture.supplyAsync(() -> {
            try {
                return post("image/jpeg", picture(SimulatedFamily.SILENT), "?deadlineMs=60000");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await(any -> watch.counters().getOrDefault("asked", 0L) == 1);

        configure(Map.of("topic.root", "elsewhere"));

        assertEquals(503, response.get(120, TimeUnit.SECONDS).statusCode());
        assertEquals("not-connected", json(response.get()).get("reason").getAsString());
    }

    @Test
    void classify_whileTooManyCallsWait_isRefused() throws Exception {
        connect();
        List<CallLimits.Call> others = new ArrayList<>();
        for (int call = 0; call < CallLimits.MAX_CALLS; call++) {
            others.add(limits.begin());
        }

        HttpResponse<byte[]> response = post("image/jpeg", picture(SimulatedFamily.ANSWERED), "");

        assertEquals(503, response.statusCode());
        assertEquals("busy", json(response).get("reason").getAsString());
        assertEquals("1", response.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(1, watch.counters().get("refusedCalls"));
        others.get(0).close();
        assertEquals(
                200, post("image/jpeg", picture(SimulatedFamily.ANSWERED), "").statusCode());
    }

    @Test
    void calls_thatFailByAMistakeOfOurs_areAnsweredWithoutAStackTrace() throws Exception {
        connect();
        mistake = true;

        HttpResponse<byte[]> response = get("/chorus/v1/families");

        assertEquals(500, response.statusCode());
        assertEquals("internal-error", json(response).get("reason").getAsString());
    }

    @Test
    void calls_aboutAnUnknownFamily_nameThoseThatAreKnown() throws Exception {
        connect();

        HttpResponse<byte[]> response = get("/chorus/v1/families/cars");

        assertEquals(404, response.statusCode());
        assertTrue(text(response).contains("family must be one of [parts]"), text(response));
    }

    @Test
    void family_reportsTheStateOfEachVariant() throws Exception {
        connect();

        JsonArray variants = json(get("/chorus/v1/families/parts")).getAsJsonArray("variants");

        assertEquals(2, variants.size());
        assertEquals("online", variants.get(0).getAsJsonObject().get("standing").getAsString());
        assertEquals(12, variants.get(0).getAsJsonObject().get("answerMs").getAsDouble());
        JsonObject second = variants.get(1).getAsJsonObject();
        assertEquals("degraded", second.get("standing").getAsString());
        assertEquals("it is \"DEGRADED\"", second.get("problem").getAsString());
    }

    @Test
    void family_withALateVariant_reportsIt() throws Exception {
        connect();

        family.publishStatuses(State.ONLINE, State.ONLINE, State.ONLINE);

        await(any -> standing(1).equals("late"));
    }

    @Test
    void results_afterAQuestion_haveItWithItsPicture() throws Exception {
        connect();
        post("image/jpeg", picture(SimulatedFamily.ANSWERED), "");
        await(any -> !watch.results(1).isEmpty());

        JsonObject result = JsonParser.parseString(text(get("/chorus/v1/families/parts/results?limit=1")))
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();

        assertTrue(result.get("picture").getAsBoolean());
        HttpResponse<byte[]> picture =
                get("/chorus/v1/families/parts/results/" + result.get("id").getAsString() + "/picture");
        assertArrayEquals(picture(SimulatedFamily.ANSWERED), picture.body());
        JsonObject agreement = json(get("/chorus/v1/families/parts"))
                .getAsJsonArray("agreement")
                .get(0)
                .getAsJsonObject();
        assertEquals("p48", agreement.get("one").getAsString());
        assertEquals(1, agreement.get("both").getAsInt());
        assertEquals(0, agreement.get("same").getAsInt());
    }

    @ParameterizedTest
    @CsvSource({
        "results?limit=0, 400, bad-limit",
        "results?limit=many, 400, bad-limit",
        "results/xyz/picture, 400, bad-id",
        "results/0102/picture, 404, unknown-picture",
    })
    void results_invalidParameter_returnsTheReason(String path, int status, String reason) throws Exception {
        connect();

        HttpResponse<byte[]> response = get("/chorus/v1/families/parts/" + path);

        assertEquals(status, response.statusCode());
        assertEquals(reason, json(response).get("reason").getAsString());
    }

    @Test
    void ready_withoutAggregator_reportsWhatIsMissing() throws Exception {
        connect();
        assertEquals(200, get("/chorus/v1/health/ready").statusCode());

        family.publishStatuses(State.ONLINE, State.ONLINE, State.OFFLINE);

        await(any -> get("/chorus/v1/health/ready").statusCode() == 503);
        assertTrue(text(get("/chorus/v1/health/ready")).contains("parts: no aggregator is online"));
        assertEquals(200, get("/chorus/v1/health/live").statusCode());
    }

    @Test
    void watch_invalidConfiguration_reportsTheProblems() throws Exception {
        configure(Map.of("deadline.ms", "soon"));
        await(any -> watch.family().isPresent());

        HttpResponse<byte[]> response = post("image/jpeg", picture(SimulatedFamily.ANSWERED), "");

        assertEquals(503, response.statusCode());
        assertTrue(
                text(response).contains("deadline.ms must be a whole number within 1..60000, was 'soon'"),
                text(response));
    }

    @Test
    void metrics_areWhatPrometheusReads() throws Exception {
        connect();

        String metrics = text(get("/chorus/v1/metrics"));

        assertTrue(metrics.contains("chorus_connected{family=\"parts\",service=\"test\"} 1\n"), metrics);
        assertTrue(
                metrics.contains(
                        "chorus_instance_up{family=\"parts\",instance=\"p48\",kind=\"variant\",service=\"test\","
                                + "state=\"online\",variant=\"p48\"} 1\n"),
                metrics);
        assertTrue(
                metrics.contains("chorus_events_total{event=\"refused.damaged\",family=\"parts\",instance=\"p56\","
                        + "kind=\"variant\",service=\"test\",variant=\"p56\"} 3\n"),
                metrics);
        for (String line : metrics.split("\n")) {
            assertTrue(line.matches("# (HELP|TYPE) .+|[a-z_]+\\{([a-z]+=\"[^\"]*\",?)*} -?[0-9.]+"), line);
        }
    }

    private String standing(int variant) throws Exception {
        return json(get("/chorus/v1/families/parts"))
                .getAsJsonArray("variants")
                .get(variant)
                .getAsJsonObject()
                .get("standing")
                .getAsString();
    }
}
