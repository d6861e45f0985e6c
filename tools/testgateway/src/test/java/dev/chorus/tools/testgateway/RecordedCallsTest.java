package dev.chorus.tools.testgateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays what was recorded of a running Kura 5.6.0, and compares status, headers and bodies with what was recorded. */
@Timeout(600)
class RecordedCallsTest {

    private static final String PASSWORD = "Some-User-12";
    private static final Set<String> HEADERS =
            Set.of("Content-Type", "Set-Cookie", "WWW-Authenticate", "Allow", "Location", "Cache-Control");
    private static final Map<String, String[]> BUNDLES = Map.of(
            "chorus-core", new String[] {"dev.chorus.core", "dev.chorus.kura", "dev.chorus.mqtt"},
            "chorus-double", new String[] {"dev.chorus.core"},
            "chorus-variant", new String[] {"dev.chorus.inference", "dev.chorus.variant"});

    @TempDir
    private Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong clock = new AtomicLong();
    private final RecordedCalls recorded = new RecordedCalls();
    private KuraAuthentication authentication;
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        authentication = new KuraAuthentication(clock::get);
        gateway = new TestGateway(Optional.empty(), authentication);
        gateway.listen();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth.jsonl",
                "auth-switches.jsonl",
                "deploy.jsonl",
                "config.jsonl",
                "rights.jsonl",
                "system.jsonl"
            })
    void calls_replayed_areAnsweredAsRecorded(String name) throws Exception {
        List<String> differences = new ArrayList<>();
        for (JsonObject line : RecordedCalls.read(name)) {
            if (line.has("do")) {
                perform(line);
            } else {
                differences.addAll(replay(line));
            }
        }
        assertEquals(List.of(), differences, String.join("\n", differences));
    }

    private void perform(JsonObject line) throws Exception {
        KuraAccounts accounts = authentication.accounts();
        String user = text(line, "user");
        switch (text(line, "do")) {
            case "account" -> accounts.add(user, text(line, "password"), permissions(line));
            case "must-change" -> accounts.requirePasswordChange(user);
            case "permissions" -> accounts.setPermissions(user, Set.of(permissions(line)));
            case "password" -> accounts.setPassword(user, text(line, "password"));
            case "remove" -> accounts.remove(user);
            case "basic" -> authentication.enableBasic(true);
            case "wait" -> clock.addAndGet(
                    Duration.ofSeconds(line.get("seconds").getAsLong()).toNanos());
            case "snapshots" -> {
                for (int taken = 0; taken < line.get("count").getAsInt(); taken++) {
                    gateway.snapshots().take();
                }
            }
            case "install" -> {
                gateway.installedPackages().installLater(content(line));
                gateway.installedPackages().settle();
            }
            case "offer" -> gateway.offerDownload(text(line, "url"), content(line));
            case "login" -> {
                ClientSession session = login(user, text(line, "password"));
                recorded.bind(text(line, "session"), session.id());
                recorded.bind(text(line, "token"), session.token());
            }
            default -> throw new IllegalArgumentException(line.toString());
        }
    }

    private ClientSession login(String user, String password) throws Exception {
        return ClientSession.open(gateway.url(), this::send, user, password);
    }

    private List<String> replay(JsonObject line) throws Exception {
        HttpRequest.Builder request = request(text(line, "path"));
        byte[] body = line.has("upload")
                ? form(line)
                : recorded.filled(text(line, "body")).getBytes(StandardCharsets.UTF_8);
        request.method(
                text(line, "method"), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (line.has("headers")) {
            line.getAsJsonObject("headers")
                    .entrySet()
                    .forEach(header -> request.header(
                            header.getKey(), recorded.filled(header.getValue().getAsString())));
        }
        if (line.get("status").getAsInt() != 503) {
            // The moments without REST are over.
            gateway.answer503For(0);
        }
        HttpResponse<String> response = send(request);
        // A program that works on a package in another thread, and clients that look twice, would make the test depend
        // on time.
        if (!text(line, "method").equals("GET")) {
            settle(line);
        }
        return differences(line, response);
    }

    private void settle(JsonObject line) {
        if (!text(line, "call").startsWith("deploy-068")) {
            gateway.installedPackages().settle();
        }
    }

    private List<String> differences(JsonObject line, HttpResponse<String> response) {
        List<String> differences = new ArrayList<>();
        String call = text(line, "call");
        if (line.get("status").getAsInt() != response.statusCode()) {
            differences.add(call + ": status " + response.statusCode() + " " + response.body());
        }
        JsonObject headers = line.getAsJsonObject("answerHeaders");
        for (String name : HEADERS) {
            String expected = text(headers, name);
            String actual = response.headers().firstValue(name).orElse("");
            if (!isHeader(name, expected, actual)) {
                differences.add(call + ": header " + name + ": '" + actual + "', not '" + expected + "'");
            }
        }
        if (line.has("answer") && !isAnswer(line.get("answer"), response.body())) {
            differences.add(call + ": body " + response.body() + ", not " + line.get("answer"));
        }
        return differences;
    }

    private boolean isHeader(String name, String expected, String actual) {
        return switch (name) {
            case "Allow" -> Set.of(expected.split(",")).equals(Set.of(actual.split(",")));
            case "Location" -> expected.replaceFirst("//[^/]*", "")
                    .replaceFirst("^https?:", "")
                    .equals(actual.replaceFirst("//[^/]*", "").replaceFirst("^https?:", ""));
            default -> recorded.isText(expected, actual);
        };
    }

    private boolean isAnswer(JsonElement expected, String actual) {
        if (expected.isJsonPrimitive() && expected.getAsString().isEmpty()) {
            return actual.isEmpty();
        }
        if (expected instanceof JsonObject object && object.has("text")) {
            return actual.equals(text(object, "text"));
        }
        return !actual.isEmpty() && recorded.isLike(expected, JsonParser.parseString(actual));
    }

    @Test
    void permissions_ofEachIdentity_allowWhatWasRecorded() throws Exception {
        // given
        JsonObject matrix;
        try (var in = getClass().getResourceAsStream("rights-matrix.json")) {
            matrix = JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
        JsonObject identities = matrix.getAsJsonObject("identities");
        identities.entrySet().forEach(identity -> authentication
                .accounts()
                .add(identity.getKey(), PASSWORD, texts(identity.getValue().getAsJsonArray())));
        // when
        List<String> differences = new ArrayList<>();
        for (JsonElement element : matrix.getAsJsonArray("calls")) {
            JsonObject call = element.getAsJsonObject();
            for (Map.Entry<String, JsonElement> expected :
                    call.getAsJsonObject("status").entrySet()) {
                int status = statusFor(call, expected.getKey(), identities.has(expected.getKey()));
                if (status != expected.getValue().getAsInt()) {
                    differences.add(expected.getKey() + ": " + call + ": " + status);
                }
            }
        }
        // then
        assertTrue(differences.isEmpty(), String.join("\n", differences));
    }

    private int statusFor(JsonObject call, String identity, boolean isLoggedIn) throws Exception {
        HttpRequest.Builder request = request(text(call, "path"));
        if (isLoggedIn) {
            login(identity, PASSWORD).addTo(request);
        }
        boolean isUpload = text(call, "path").endsWith("_upload");
        String body = isUpload ? "" : "{\"configs\":[],\"pids\":[],\"url\":\"http://files.example/a.dp\"}";
        if (!text(call, "method").equals("GET") && !text(call, "path").contains("/deploy/v2/nosuch")) {
            request.header(
                    "Content-Type", isUpload ? "multipart/form-data; boundary=----rec-boundary" : "application/json");
            request.method(
                    text(call, "method"),
                    BodyPublishers.ofByteArray(
                            isUpload ? form("garbage.dp", new byte[10]) : body.getBytes(StandardCharsets.UTF_8)));
        } else {
            request.method(text(call, "method"), BodyPublishers.noBody());
        }
        return send(request).statusCode();
    }

    private byte[] form(JsonObject line) throws IOException {
        return form(text(line, "upload"), content(line));
    }

    private static byte[] form(String fileName, byte[] content) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("------rec-boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n------rec-boundary--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    /** A small package of the recorded name and version, for the recorded processor; {@code garbage.dp} and {@code empty.dp} are none. */
    private byte[] content(JsonObject line) throws IOException {
        String[] name = text(line, "upload").replace(".dp", "").split("_");
        if (name.length < 2) {
            return new byte[name[0].equals("empty") ? 0 : 1000];
        }
        SmallPackages packages = new SmallPackages(Files.createTempDirectory(folder, "packages"));
        if (line.has("processor")) {
            packages.with(
                    "dev.chorus.onnxruntime",
                    Map.of(
                            "Export-Package",
                            "ai.onnxruntime;version=\"1.28.0\"",
                            "Bundle-NativeCode",
                            "a.so;osname=Linux;processor=" + text(line, "processor")));
        }
        String bundle = name[0].replace("chorus-model-", "chorus-models-")
                .replace("chorus-", "dev.chorus.")
                .replace('-', '.');
        return Files.readAllBytes(
                packages.write(name[0], name[1], BUNDLES.getOrDefault(name[0], new String[] {bundle})));
    }

    private static String[] permissions(JsonObject line) {
        return texts(line.getAsJsonArray("permissions"));
    }

    private static String[] texts(JsonArray array) {
        return RecordedCalls.list(array).stream().map(JsonElement::getAsString).toArray(String[]::new);
    }

    private static String text(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        // After a rollback connections are refused for a moment.
        gateway.awaitRestart();
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
