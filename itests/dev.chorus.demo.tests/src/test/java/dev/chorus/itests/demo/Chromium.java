package dev.chorus.itests.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One page of a headless Chromium, by its DevTools protocol. For one thread. */
final class Chromium implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private static final String AXE = "/axe.min.js";
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final int PATIENCE_SECONDS = 120;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /**
     * Starts one.
     *
     * @param folder for its profile
     * @param more options of its command line
     */
    Chromium(Path folder, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                // Where /dev/shm is small it would crash.
                "--disable-dev-shm-usage",
                "--window-size=1200,1600",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder));
        command.addAll(List.of(more));
        command.add("about:blank");
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String address = address();
        String page = HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                                .PUT(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        String url = JsonParser.parseString(page)
                .getAsJsonObject()
                .get("webSocketDebuggerUrl")
                .getAsString();
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(url), new Answers())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        call("Log.enable", new JsonObject());
    }

    private String address() throws IOException {
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread swallower = new Thread(() -> said.lines().forEach(rest -> {}), "chromium-output");
                swallower.setDaemon(true);
                swallower.start();
                return listening.group(1);
            }
        }
        throw new IOException("chromium does not start");
    }

    void open(String url) throws Exception {
        JsonObject to = new JsonObject();
        to.addProperty("url", url);
        call("Page.navigate", to);
    }

    /** Has the page compute something, a promise too. */
    JsonElement evaluate(String script) throws Exception {
        JsonObject what = new JsonObject();
        what.addProperty("expression", script);
        what.addProperty("awaitPromise", true);
        what.addProperty("returnByValue", true);
        JsonObject answer = call("Runtime.evaluate", what);
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.get("exceptionDetails").toString());
        }
        return answer.getAsJsonObject("result").get("value");
    }

    /** Waits until a condition holds in the page; if it does not, keeps what the page looks like. */
    void await(String condition, Path failure) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        // A page that is still parsed lacks elements.
        String whole = "document.readyState !== 'loading' && location.href !== 'about:blank' && (" + condition + ")";
        while (!evaluate(whole).getAsBoolean()) {
            if (System.nanoTime() > until) {
                screenshot(failure);
                throw new AssertionError("the page does not come to: " + condition + "; its text: "
                        + evaluate("document.body.innerText"));
            }
            Thread.sleep(50);
        }
    }

    /** Entries of the browser's log about security, such as violations of a page's policy; may be cleared. */
    List<String> complaints() {
        return complaints;
    }

    /** Replaces the text of a field as a keyboard does. */
    void type(String selector, String text) throws Exception {
        evaluate("document.querySelector('" + selector + "').select()");
        JsonObject what = new JsonObject();
        what.addProperty("text", text);
        call("Input.insertText", what);
    }

    /** Drops a drawing of a part on an element, as a JPEG file. */
    void drop(String selector, PartClass part) throws Exception {
        byte[] picture = Jpeg.encode(new PartsArtist().draw(part, 1L << 37));
        evaluate("(() => { const bytes = Uint8Array.from(atob('"
                + Base64.getEncoder().encodeToString(picture)
                + "'), c => c.charCodeAt(0)); const transfer = new DataTransfer();"
                + " transfer.items.add(new File([bytes], 'part.jpg', {type: 'image/jpeg'}));"
                + " document.querySelector('" + selector + "').dispatchEvent(new DragEvent('drop',"
                + " {dataTransfer: transfer, bubbles: true, cancelable: true})); })()");
    }

    /** Serious and critical findings of axe-core. */
    List<String> accessibilityFaults() throws Exception {
        try (InputStream axe = Chromium.class.getResourceAsStream(AXE)) {
            evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; true");
        }
        JsonArray found = evaluate(
                        "axe.run().then(found => found.violations.filter(one => ['serious', 'critical'].includes(one.impact))"
                                + ".map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' ')))")
                .getAsJsonArray();
        List<String> faults = new ArrayList<>();
        found.forEach(fault -> faults.add(fault.getAsString()));
        return faults;
    }

    /** Makes the page dark or light, as the user's system would. */
    void prefer(String colorScheme) throws Exception {
        JsonObject feature = new JsonObject();
        feature.addProperty("name", "prefers-color-scheme");
        feature.addProperty("value", colorScheme);
        JsonArray features = new JsonArray();
        features.add(feature);
        JsonObject media = new JsonObject();
        media.add("features", features);
        call("Emulation.setEmulatedMedia", media);
    }

    /** Gives the page the size of a screen, in pixels. */
    void resize(int width, int height) throws Exception {
        JsonObject size = new JsonObject();
        size.addProperty("width", width);
        size.addProperty("height", height);
        size.addProperty("deviceScaleFactor", 1);
        size.addProperty("mobile", width < 600);
        call("Emulation.setDeviceMetricsOverride", size);
    }

    /** Presses the left button over the middle of an element. */
    void click(String selector) throws Exception {
        JsonObject at = evaluate("(() => { const e = document.querySelector('" + selector
                        + "'); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                        + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()")
                .getAsJsonObject();
        for (String type : new String[] {"mousePressed", "mouseReleased"}) {
            JsonObject event = at.deepCopy();
            event.addProperty("type", type);
            event.addProperty("button", "left");
            event.addProperty("clickCount", 1);
            call("Input.dispatchMouseEvent", event);
        }
    }

    /** Keeps what the page looks like, all of it. */
    void screenshot(Path file) throws Exception {
        JsonObject how = new JsonObject();
        how.addProperty("captureBeyondViewport", true);
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(call("Page.captureScreenshot", how).get("data").getAsString()));
    }

    private JsonObject call(String method, JsonObject parameters) throws Exception {
        int id = number.incrementAndGet();
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        open.put(id, answer);
        socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonObject said = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IllegalStateException(method + ": " + said.get("error"));
        }
        return said.getAsJsonObject("result");
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                CompletableFuture<JsonObject> waiting =
                        message.has("id") ? open.remove(message.get("id").getAsInt()) : null;
                if (waiting != null) {
                    waiting.complete(message);
                } else if (message.toString().contains("\"source\":\"security\"")) {
                    complaints.add(message.toString());
                }
            }
            from.request(1);
            return null;
        }
    }
}
