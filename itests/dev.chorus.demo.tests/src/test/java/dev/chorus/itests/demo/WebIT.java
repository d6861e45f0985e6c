package dev.chorus.itests.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.parts.Jpeg;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package {@code chorus-web} on a gateway, with the JAX-RS and the HTTP service of Kura 5.6. */
class WebIT {

    @TempDir
    private static Path folder;

    private static OneGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new OneGateway(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void classify_drawing_isAnsweredByTheFamily() throws Exception {
        byte[] picture = Jpeg.encode(new PartsArtist().draw(PartClass.NUT, 1L << 37));

        HttpResponse<String> response = gateway.send(
                HttpRequest.newBuilder(URI.create(gateway.base() + "/families/parts/classify?deadlineMs=60000"))
                        .header("Content-Type", "image/jpeg")
                        .POST(BodyPublishers.ofByteArray(picture))
                        .build());

        assertEquals(200, response.statusCode(), response.body());
        JsonObject answer = JsonParser.parseString(response.body()).getAsJsonObject();
        assertEquals("[\"p72\"]", answer.get("contributors").toString());
        assertEquals(
                5,
                answer.getAsJsonObject("topK")
                        .getAsJsonObject("p72")
                        .getAsJsonArray("classes")
                        .size());
    }

    @Test
    void page_isServed() throws Exception {
        HttpResponse<String> page = gateway.get("/page");

        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<title>Chorus</title>"));
    }

    @Test
    void metrics_haveTheVariant() throws Exception {
        assertTrue(gateway.get("/metrics").body().contains("chorus_instance_up{family=\"parts\""));
    }
}
