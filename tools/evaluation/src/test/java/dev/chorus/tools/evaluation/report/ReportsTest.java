package dev.chorus.tools.evaluation.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.evaluation.figures.EvaluationFigures;
import dev.chorus.tools.evaluation.figures.Example;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportsTest {

    private static final Map<String, String> CIRCUMSTANCES = Map.of("command", "`./chorus evaluate <x>`");

    private final EvaluationFigures figures = EvaluationFigures.of(Example.family(), Example.answers(), List.of(1, 2));
    private final EvaluationFigures fitted =
            EvaluationFigures.of(Example.fittedFamily(), Example.answers(), List.of(1, 2));

    @Test
    void json_anyFamily_hasTheDocumentedKeys() {
        // when
        JsonObject json = JsonParser.parseString(JsonReport.text(figures)).getAsJsonObject();

        // then
        assertEquals(
                Set.of(
                        "pictures",
                        "classes",
                        "variants",
                        "fused",
                        "lost",
                        "calibration",
                        "confidence",
                        "earlyStop",
                        "bytes",
                        "strategies"),
                json.keySet());
        assertEquals(
                Set.of("scaled-sum", "log-pool", "majority"),
                json.getAsJsonObject("strategies").keySet());
        JsonObject strategy = json.getAsJsonObject("strategies").getAsJsonObject("majority");
        assertEquals(Set.of("fused", "earlyStop", "told", "calibrated", "stops"), strategy.keySet());
        assertEquals(
                Set.of("nll", "ece", "temperature"),
                strategy.getAsJsonObject("told").keySet());
        assertEquals(
                Set.of("id", "alpha", "resolution", "parameters", "macs", "accuracy"),
                json.getAsJsonArray("variants").get(0).getAsJsonObject().keySet());
        assertEquals(Set.of("1", "2"), json.getAsJsonObject("fused").keySet());
        assertEquals(Set.of("1", "2"), json.getAsJsonObject("lost").keySet());
        assertEquals(
                Set.of("mean", "worst"),
                json.getAsJsonObject("lost").getAsJsonObject("1").keySet());
        assertEquals(Set.of("nll", "ece"), json.getAsJsonObject("calibration").keySet());
        JsonObject confidence = json.getAsJsonObject("confidence");
        assertEquals(Set.of("nll", "ece"), confidence.getAsJsonObject("spread").keySet());
        assertEquals(
                Set.of("nll", "ece", "temperature"),
                confidence.getAsJsonObject("calibrated").keySet());
        assertEquals(
                Set.of("share", "meanVariants"),
                json.getAsJsonObject("earlyStop").keySet());
        assertEquals(
                Set.of("vp", "cp", "mpBest", "mpWorst"),
                json.getAsJsonObject("bytes").keySet());
        assertEquals(5, json.get("pictures").getAsInt());
        assertEquals(3, json.get("classes").getAsInt());
    }

    @Test
    void json_fittedFamily_hasTheSameFiguresForFittedWeights() {
        // when
        JsonObject json = JsonParser.parseString(JsonReport.text(fitted)).getAsJsonObject();

        // then
        JsonObject others = json.getAsJsonObject("fitted");
        assertEquals(Set.of("fused", "lost", "calibration", "confidence"), others.keySet());
        assertEquals(0.6, json.getAsJsonObject("fused").get("2").getAsDouble(), 1e-9);
        assertEquals(0.8, others.getAsJsonObject("fused").get("2").getAsDouble(), 1e-9);
        JsonObject variant = json.getAsJsonArray("variants").get(1).getAsJsonObject();
        assertEquals(2.5, variant.get("fittedWeight").getAsDouble());
        assertEquals(0.75, variant.get("temperature").getAsDouble());
    }

    @Test
    void texts_fittedFamily_tellWhatFittedWeightsBring() {
        // when
        String summary = TerminalReport.text(fitted);
        String markdown = MarkdownReport.text(fitted, "Five pictures.", CIRCUMSTANCES);
        String html = HtmlReport.text(fitted, CIRCUMSTANCES);

        // then
        assertTrue(
                summary.contains("fitted       80.0 % fused with fitted weights, +20.0 points against the others"),
                summary);
        assertTrue(markdown.contains("All together with fitted weights, k = 2: **80.0 %**, +20.0 points"), markdown);
        assertTrue(markdown.contains("| 1.000 | 2.500 | 0.750 | 80.0 % |"), markdown);
        assertTrue(html.contains("fused, fitted weights"), html);
    }

    @Test
    void html_anyFamily_needsNothingFromOutside() {
        // when
        String page = HtmlReport.text(figures, CIRCUMSTANCES);

        // then
        assertFalse(page.contains("http"), "refers to another place");
        assertFalse(page.contains("<script"), "has a script");
        assertFalse(page.contains("url("), "loads something");
        assertTrue(page.contains("prefers-color-scheme: dark"), "is not for the dark");
        assertTrue(page.contains("damaged &lt;here&gt;"), "what is skipped is not told, or not escaped");
        assertTrue(page.contains("./chorus evaluate &lt;x&gt;"), "command is not told, or not escaped");
    }

    @Test
    void html_anyFamily_hasPlotsThatAreWellFormed() throws ParserConfigurationException, IOException, SAXException {
        // given
        String page = HtmlReport.text(figures, CIRCUMSTANCES);
        int plots = 0;

        // when
        for (int at = page.indexOf("<svg"); at >= 0; at = page.indexOf("<svg", at + 1)) {
            String svg = page.substring(at, page.indexOf("</svg>", at) + 6);
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
            plots++;
        }

        // then: accuracy, survival, bytes, reliability, early stop, confusion, classes
        assertEquals(7, plots);
    }

    @Test
    void markdown_anyFamily_namesTheWorstToLose() {
        // when
        String page = MarkdownReport.text(figures, "Five pictures.", CIRCUMSTANCES);

        // then
        assertTrue(page.contains("# How well the family `example 1.0.0` does"), page);
        assertTrue(page.contains("| 2 | 60.0 % | 40.0 % | `b`, `c` |"), page);
    }

    @Test
    void summary_anyFamily_tellsWhatIsLost() {
        // when
        String text = TerminalReport.text(figures);

        // then
        assertTrue(text.contains("1 lost       53.3 %, at worst 40.0 % (b)"), text);
        assertTrue(text.contains("early stop   40.0 % of requests, 2.60 of 3 variants heard on average"), text);
    }
}
