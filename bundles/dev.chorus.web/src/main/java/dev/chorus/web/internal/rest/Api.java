package dev.chorus.web.internal.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.chorus.core.protocol.FusedResult.Outcome;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.request.Response;
import dev.chorus.web.internal.watch.FamilyWatch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Answers REST calls ({@code docs/rest.md}) as JSON or text, independent of JAX-RS. Safe for any thread. */
public final class Api {

    private static final int MAX_RESULTS = 1000;
    /** Bytes that a form may have in addition to the picture. */
    private static final int FORM_BYTES = 64 << 10;

    private final Supplier<Collection<FamilyWatch>> watches;
    private final CallLimits limits;

    /** @param watches returns the families; called each time */
    public Api(Supplier<Collection<FamilyWatch>> watches) {
        this(watches, new CallLimits());
    }

    /**
     * @param watches returns the families; called each time
     * @param limits of calls that send a body
     */
    public Api(Supplier<Collection<FamilyWatch>> watches, CallLimits limits) {
        this.watches = watches;
        this.limits = limits;
    }

    private FamilyWatch watch(String path) throws CallFailure {
        Watches all = new Watches(watches.get());
        List<FamilyWatch> found = all.find(path);
        if (found.isEmpty()) {
            throw new CallFailure(
                    404, "unknown-family", "family must be one of " + all.paths(all.sorted()) + ", was '" + path + "'");
        }
        if (found.size() > 1) {
            throw new CallFailure(
                    409, "ambiguous-family", "family '" + path + "' is ambiguous, must be one of " + all.paths(found));
        }
        return found.get(0);
    }

    /** Returns all families with their problems and the number of their instances. */
    public JsonElement families() {
        JsonArray all = new JsonArray();
        Watches shown = new Watches(watches.get());
        for (FamilyWatch watch : shown.sorted()) {
            JsonObject json = new JsonObject();
            json.addProperty("family", watch.family().orElse(null));
            json.addProperty("service", watch.name());
            json.addProperty("path", shown.path(watch).orElse(null));
            json.addProperty("problem", watch.problem().orElse(null));
            json.addProperty("failure", watch.failure().orElse(null));
            json.addProperty("variants", watch.variants().size());
            json.addProperty("aggregators", watch.aggregators().size());
            all.add(json);
        }
        return all;
    }

    /** Returns one family: variants, aggregators, statistics of the latest answers. */
    public JsonElement family(String family) throws CallFailure {
        return Views.family(watch(family));
    }

    /** Returns the variants of a family with state and counters. */
    public JsonElement variants(String family) throws CallFailure {
        return Views.variants(watch(family));
    }

    /** Returns the aggregators of a family with open windows and counters. */
    public JsonElement aggregators(String family) throws CallFailure {
        return Views.aggregators(watch(family));
    }

    /** Returns the latest results of a family, the newest first. */
    public JsonElement results(String family, int atMost) throws CallFailure {
        if (atMost < 1 || atMost > MAX_RESULTS) {
            throw new CallFailure(400, "bad-limit", "limit must be 1 to " + MAX_RESULTS + ", was " + atMost);
        }
        return Views.results(watch(family), atMost);
    }

    /** Returns the picture of a result. */
    public byte[] picture(String family, String id) throws CallFailure {
        FamilyWatch watch = watch(family);
        try {
            return watch.picture(RequestId.parse(id, false))
                    .or(() -> watch.picture(RequestId.parse(id, true)))
                    .orElseThrow(() ->
                            new CallFailure(404, "unknown-picture", "the picture of " + id + " is not in memory"));
        } catch (IllegalArgumentException e) {
            throw new CallFailure(400, "bad-id", e.getMessage());
        }
    }

    /**
     * Classifies a picture and waits for the answer.
     *
     * @param contentType of the body; null if absent
     * @param body a picture, or a form with one
     * @param deadlineMillis time limit for the answer; 0: the configured one
     */
    public JsonElement classify(String family, String contentType, InputStream body, long deadlineMillis)
            throws CallFailure, IOException, InterruptedException {
        FamilyWatch watch = watch(family);
        if (watch.problem().isPresent()) {
            throw new CallFailure(503, "not-connected", watch.problem().get());
        }
        long most = TopKResult.MAX_DEADLINE.toMillis();
        if (deadlineMillis < 0 || deadlineMillis > most) {
            throw new CallFailure(400, "bad-deadline", "deadlineMs must be 1 to " + most + ", was " + deadlineMillis);
        }
        Duration deadline = deadlineMillis == 0 ? watch.defaultDeadline() : Duration.ofMillis(deadlineMillis);
        try (CallLimits.Call call = limits.begin()) {
            return classify(watch, picture(watch, contentType, body, call), deadline);
        } catch (CallFailure e) {
            if (e.isPassing()) {
                watch.callRefused();
            }
            throw e;
        }
    }

    private static JsonElement classify(FamilyWatch watch, byte[] picture, Duration deadline)
            throws CallFailure, InterruptedException {
        try {
            Response reply =
                    watch.ask(picture, deadline).reply().get(deadline.toMillis() + 2000, TimeUnit.MILLISECONDS);
            Outcome outcome = reply.result().outcome();
            if (outcome == Outcome.REFUSED) {
                throw new CallFailure(
                        422, "refused", String.valueOf(reply.result().reason()));
            }
            if (outcome != Outcome.ANSWERED) {
                throw new CallFailure(
                        503, outcome.wireName(), String.valueOf(reply.result().reason()));
            }
            return Views.answer(watch, reply, watch.topK(reply.result()));
        } catch (TimeoutException e) {
            throw late(deadline);
        } catch (CancellationException e) {
            throw new CallFailure(
                    503, "not-connected", "the connection was closed or replaced before the answer arrived");
        } catch (ExecutionException e) {
            throw failure(e.getCause(), deadline);
        }
    }

    private static CallFailure failure(Throwable cause, Duration deadline) {
        boolean expired =
                cause instanceof PublishException publishing && publishing.reason() == PublishException.Reason.EXPIRED;
        return cause instanceof TimeoutException || expired
                ? late(deadline)
                : new CallFailure(503, "not-sent", String.valueOf(cause.getMessage()));
    }

    private static CallFailure late(Duration deadline) {
        return new CallFailure(504, "deadline", "no answer within " + deadline.toMillis() + " ms");
    }

    private static byte[] picture(FamilyWatch watch, String contentType, InputStream body, CallLimits.Call call)
            throws CallFailure, IOException {
        int most = watch.maxPictureBytes();
        boolean form = Multipart.isForm(contentType);
        byte[] sent = call.read(body, most + (form ? FORM_BYTES : 0));
        byte[] picture = form
                ? Multipart.file(contentType, sent)
                        .orElseThrow(() -> new CallFailure(
                                400, "no-picture", "the form must contain one complete file named picture"))
                : sent;
        if (picture.length == 0) {
            throw new CallFailure(400, "no-picture", "the body must be a JPEG or PNG file, was empty");
        }
        if (picture.length > most) {
            throw new CallFailure(413, "too-many-bytes", "the picture must have at most " + most + " bytes");
        }
        return picture;
    }

    /** Returns whether this service runs, which the answer itself shows. */
    public JsonElement live() {
        JsonObject json = new JsonObject();
        json.addProperty("live", true);
        return json;
    }

    /**
     * Returns whether every family can be asked.
     *
     * @throws CallFailure naming what is missing
     */
    public JsonElement ready() throws CallFailure {
        List<String> missing = new ArrayList<>();
        Collection<FamilyWatch> all = watches.get();
        if (all.isEmpty()) {
            missing.add("no family is configured");
        }
        Watches shown = new Watches(all);
        for (FamilyWatch watch : shown.sorted()) {
            String family = shown.path(watch).orElse(watch.name() + ", which has no family");
            watch.problem().ifPresent(problem -> missing.add(family + ": " + problem));
            if (watch.problem().isEmpty()
                    && watch.aggregators().stream()
                            .noneMatch(status -> status.state().isAwaited())) {
                missing.add(family + ": no aggregator is online");
            } else if (watch.problem().isEmpty()
                    && watch.variants().stream()
                            .noneMatch(status -> status.state().isAwaited())) {
                missing.add(family + ": no variant is online");
            }
        }
        if (!missing.isEmpty()) {
            throw new CallFailure(503, "not-ready", String.join("; ", missing));
        }
        JsonObject json = new JsonObject();
        json.addProperty("ready", true);
        return json;
    }

    /** Returns all figures in the text format of Prometheus. */
    public String metrics() {
        return Metrics.of(new Watches(watches.get()).sorted());
    }
}
