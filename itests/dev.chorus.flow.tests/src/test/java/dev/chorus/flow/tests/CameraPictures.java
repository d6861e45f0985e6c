package dev.chorus.flow.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.Json;
import dev.chorus.itests.support.Pictures;
import dev.chorus.itests.support.TestClient;
import dev.chorus.tools.testmodels.pictures.ExifData;
import dev.chorus.tools.testmodels.pictures.JpegFaults;
import dev.chorus.tools.testmodels.pictures.JpegParts;
import dev.chorus.tools.testmodels.pictures.PictureFault;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Test;

/** Pictures as cameras and senders make them: variants of all resolutions take the same ones, or refuse them for one reason. */
public class CameraPictures extends FlowTest {

    private static final byte[] PICTURE = Pictures.part("gear", 1);

    @Test
    public void request_jpegsWithFaults_haveTheAnswerOfThePictureWithoutThem() throws Exception {
        startAll();
        String expected = client.ask("plain", PICTURE).json().objects("labels").toString();
        List<PictureFault> faults = JpegFaults.of(PICTURE);

        for (PictureFault fault : faults) {
            Json answer = client.ask(fault.name(), fault.file()).json();

            if (fault.taken()) {
                assertEquals(fault.name(), FrameworkGateway.VARIANTS, answer.texts("contributors"));
                assertEquals(fault.name(), expected, answer.objects("labels").toString());
            } else {
                assertEquals(fault.name(), "refused", answer.text("outcome"));
                assertEquals(fault.name(), 1, reasons(answer).distinct().count());
            }
        }
        assertTrue("there are " + faults.size(), faults.size() > 200);
    }

    private static Stream<String> reasons(Json answer) {
        return FrameworkGateway.VARIANTS.stream().map(answer.object("refusals")::text);
    }

    @Test
    public void request_pictureAsText_isRefusedWithWhatToSend() throws Exception {
        startAll();
        String base64 = Base64.getEncoder().encodeToString(PICTURE);
        Map<String, String> texts = Map.of(
                "base64", base64,
                "data URI", "data:image/jpeg;base64," + base64,
                "JSON", "{\"image\": \"" + base64 + "\"}");

        for (Map.Entry<String, String> text : texts.entrySet()) {
            Json answer = client.ask(text.getKey(), text.getValue().getBytes(ISO_8859_1))
                    .json();

            assertEquals("refused", answer.text("outcome"));
            assertTrue(answer.text("reason"), answer.text("reason").endsWith("send the file's bytes"));
            for (String variant : FrameworkGateway.VARIANTS) {
                assertEquals("encoded-as-text", answer.object("refusals").text(variant));
            }
        }
        assertGoodIsAnswered();
    }

    @Test
    public void request_orientations_haveTheSameAnswerAsThePictureTurned() throws Exception {
        startAll();
        for (int value = 1; value <= 8; value++) {
            byte[] exif = ExifData.forJpeg(ExifData.orientation(value, ByteOrder.LITTLE_ENDIAN));
            byte[] turned = JpegParts.of(Pictures.lying(PICTURE, value))
                    .with(1, JpegParts.segment(JpegParts.EXIF, exif))
                    .bytes();

            Json answer = client.ask("orientation " + value, turned).json();

            assertEquals(FrameworkGateway.VARIANTS, answer.texts("contributors"));
            assertEquals("gear", answer.objects("labels").get(0).text("label"));
        }
    }

    /** As Frigate publishes its snapshots. */
    @Test
    public void request_retainedBeforeVariantsSubscribe_isWarnedOfInTheirStatus() throws Exception {
        startAggregator(Map.of());
        client.publishRetained(TestClient.REQUEST, PICTURE).join();
        startVariants(FrameworkGateway.VARIANTS);

        for (String variant : FrameworkGateway.VARIANTS) {
            Await.until("a warning of " + variant, () -> client.last(TestClient.status("variant", variant))
                    .map(status -> status.json())
                    .filter(status -> status.has("problem"))
                    .filter(status ->
                            status.text("problem").startsWith(TestClient.REQUEST + " holds a retained picture"))
                    .filter(status -> status.text("state").equals("online"))
                    .isPresent());
        }
        client.publishRetained(TestClient.REQUEST, new byte[0]).join();
        assertFalse(client.heard(TestClient.RESULT).stream()
                .anyMatch(result -> result.json().text("outcome").equals("answered")));
        assertGoodIsAnswered();
    }
}
