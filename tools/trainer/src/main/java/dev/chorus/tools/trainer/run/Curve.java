package dev.chorus.tools.trainer.run;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chorus.tools.files.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The learning curve: what was measured while a family learned. Not thread-safe. */
final class Curve {

    private static final Gson GSON = new Gson();

    private final List<CurvePoint> points = new ArrayList<>();

    void add(CurvePoint point) {
        points.add(point);
    }

    /** The first of the points whose fused answer is best; empty before the first validation. */
    Optional<CurvePoint> best() {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1 - sinceBest()));
    }

    /** Validations since the fused answer was last better than ever before; 0 if it is just now. */
    int sinceBest() {
        int best = 0;
        for (int at = 1; at < points.size(); at++) {
            if (points.get(at).fused() > points.get(best).fused()) {
                best = at;
            }
        }
        return Math.max(0, points.size() - 1 - best);
    }

    String toJson() {
        return GSON.toJson(points);
    }

    static Curve of(String json) {
        Curve curve = new Curve();
        JsonParser.parseString(json).getAsJsonArray().forEach(point -> curve.add(point(point.getAsJsonObject())));
        return curve;
    }

    private static CurvePoint point(JsonObject point) {
        List<Double> singles = new ArrayList<>();
        point.getAsJsonArray("singles").forEach(single -> singles.add(single.getAsDouble()));
        return new CurvePoint(
                point.get("step").getAsInt(),
                point.get("progress").getAsDouble(),
                point.get("minutes").getAsDouble(),
                point.get("loss").getAsDouble(),
                singles,
                point.get("fused").getAsDouble());
    }

    /**
     * Draws the curve as a PNG picture.
     *
     * @param ids the variants' names, in their order
     * @param written the state that is written, marked in the picture
     * @param file to write
     */
    void draw(String title, List<String> ids, CurvePoint written, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(500)
                .title(title)
                .xAxisTitle("minutes")
                .yAxisTitle("right answers on validation pictures, %")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
        double[] minutes = points.stream().mapToDouble(CurvePoint::minutes).toArray();
        for (int variant = 0; variant < ids.size(); variant++) {
            int at = variant;
            line(
                    chart,
                    ids.get(at),
                    minutes,
                    points.stream()
                            .mapToDouble(point -> 100 * point.singles().get(at))
                            .toArray());
        }
        line(
                chart,
                "all fused",
                minutes,
                points.stream().mapToDouble(point -> 100 * point.fused()).toArray());
        chart.addSeries("written, step " + written.step(), new double[] {written.minutes()}, new double[] {
                    100 * written.fused()
                })
                .setMarker(SeriesMarkers.DIAMOND);
        OutputFile.write(file, out -> ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", out));
    }

    private static void line(XYChart chart, String name, double[] minutes, double[] percent) {
        chart.addSeries(name, minutes, percent).setMarker(SeriesMarkers.NONE);
    }
}
