package dev.chorus.tools.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds placements: for every set of variants the fastest one, and if the set alone does not keep the floor, further
 * instances of its variants on the remaining gateways. Immutable.
 */
final class Planner {

    /** Response times that differ by less count as equal: measurements are not more precise. */
    private static final double EQUAL_WITHIN = 0.03;

    private static final Comparator<Forecast> FASTEST = Comparator.comparingDouble(Planner::mean);
    private static final Comparator<Forecast> SAFEST = Comparator.comparingDouble(Forecast::worst)
            .thenComparingDouble(Forecast::accuracy)
            .reversed()
            .thenComparing(FASTEST);

    private final List<Site> sites;
    private final double[] memoryMiB;
    private final Accuracies accuracies;
    private final Timing timing;
    private final double floor;
    private final int lost;

    /**
     * @param memoryMiB memory per variant
     * @param floor required accuracy, 0 to 1
     * @param lost number of lost gateways, any of them
     */
    Planner(List<Site> sites, double[] memoryMiB, Accuracies accuracies, Timing timing, double floor, int lost) {
        this.sites = sites;
        this.memoryMiB = memoryMiB;
        this.accuracies = accuracies;
        this.timing = timing;
        this.floor = floor;
        this.lost = lost;
    }

    /**
     * Returns all plans that keep the floor, fastest first, the safest first among equally fast ones; if there are
     * none, all plans, safest first.
     *
     * @return empty if no gateway has enough memory and time for a variant
     */
    List<Forecast> plans() {
        List<Forecast> all = IntStream.range(1, 1 << memoryMiB.length)
                .filter(set -> Integer.bitCount(set) <= sites.size())
                .parallel()
                .mapToObj(this::placed)
                .filter(placed -> placed != null)
                .map(this::forecast)
                .toList();
        List<Forecast> held = all.stream().filter(this::holds).toList();
        return (held.isEmpty() ? all.stream().sorted(SAFEST) : held.stream().sorted(fastestOf(held))).toList();
    }

    private static double mean(Forecast forecast) {
        return forecast.response().mean();
    }

    private static Comparator<Forecast> fastestOf(List<Forecast> plans) {
        double soonest = plans.stream().mapToDouble(Planner::mean).min().orElseThrow();
        return Comparator.<Forecast>comparingInt(plan -> (int) ((mean(plan) / soonest - 1) / EQUAL_WITHIN))
                .thenComparing(SAFEST);
    }

    /** Returns whether a plan keeps the floor after the loss of any gateways. */
    boolean holds(Forecast forecast) {
        return forecast.worst() >= floor;
    }

    private int[] placed(int set) {
        int[] variantOf = new int[sites.size()];
        Arrays.fill(variantOf, Plan.NONE);
        List<Integer> heaviest = new ArrayList<>(IntStream.range(0, memoryMiB.length)
                .filter(variant -> (set >> variant & 1) == 1)
                .boxed()
                .toList());
        heaviest.sort(Comparator.<Integer>comparingDouble(this::load).reversed());
        for (int variant : heaviest) {
            int site = fastestSite(variantOf, variant);
            if (site == Plan.NONE) {
                return null;
            }
            variantOf[site] = variant;
        }
        improve(variantOf);
        secure(variantOf);
        return variantOf;
    }

    private double load(int variant) {
        return IntStream.range(0, sites.size())
                .mapToDouble(site -> timing.alone(site, variant))
                .sum();
    }

    private boolean fits(int site, int variant) {
        return variant == Plan.NONE
                || memoryMiB[variant] <= sites.get(site).memoryMiB() && timing.hasTime(site, variant);
    }

    private int fastestSite(int[] variantOf, int variant) {
        return IntStream.range(0, variantOf.length)
                .filter(site -> variantOf[site] == Plan.NONE && fits(site, variant))
                .boxed()
                .min(Comparator.comparingDouble(site -> timing.alone(site, variant)))
                .orElse(Plan.NONE);
    }

    /** Swaps the variants of two gateways as long as that shortens the slowest path, or all paths together. */
    private void improve(int[] variantOf) {
        boolean better = true;
        while (better) {
            better = false;
            for (int one = 0; one < variantOf.length; one++) {
                for (int other = one + 1; other < variantOf.length; other++) {
                    double[] before = burden(variantOf);
                    exchange(variantOf, one, other);
                    boolean fits = fits(one, variantOf[one]) && fits(other, variantOf[other]);
                    if (fits && Arrays.compare(burden(variantOf), before) < 0) {
                        better = true;
                    } else {
                        exchange(variantOf, one, other);
                    }
                }
            }
        }
    }

    private static void exchange(int[] variantOf, int one, int other) {
        int kept = variantOf[one];
        variantOf[one] = variantOf[other];
        variantOf[other] = kept;
    }

    private double[] burden(int[] variantOf) {
        double[] each = IntStream.range(0, variantOf.length)
                .filter(site -> variantOf[site] != Plan.NONE)
                .mapToDouble(site -> timing.alone(site, variantOf[site]))
                .toArray();
        return new double[] {
            Arrays.stream(each).max().orElse(0), Arrays.stream(each).sum()
        };
    }

    /**
     * Adds instances where they raise the worst case most, until the floor is kept or no gateway is left. If none
     * raises it, the rarest and most accurate variant is added.
     */
    private void secure(int[] variantOf) {
        int[] counts = counts(variantOf);
        int hosted = new Plan(variantOf, 0, 0).variants();
        while (accuracies.worst(counts, lost) < floor) {
            int best = Plan.NONE;
            double[] most = {Double.NEGATIVE_INFINITY};
            for (int variant = 0; variant < counts.length; variant++) {
                if (counts[variant] > 0 && fastestSite(variantOf, variant) != Plan.NONE) {
                    counts[variant]++;
                    double[] gain = {
                        accuracies.worst(counts, lost), -counts[variant], -accuracies.of(hosted & ~(1 << variant))
                    };
                    counts[variant]--;
                    if (Arrays.compare(gain, most) > 0) {
                        most = gain;
                        best = variant;
                    }
                }
            }
            if (best == Plan.NONE) {
                return;
            }
            variantOf[fastestSite(variantOf, best)] = best;
            counts[best]++;
        }
    }

    private int[] counts(int[] variantOf) {
        int[] counts = new int[memoryMiB.length];
        Arrays.stream(variantOf).filter(variant -> variant != Plan.NONE).forEach(variant -> counts[variant]++);
        return counts;
    }

    private Forecast forecast(int[] variantOf) {
        int[] aggregators = IntStream.range(0, variantOf.length)
                .boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(site -> variantOf[site] != Plan.NONE)
                        .thenComparing(site -> sites.get(site).slowdown()))
                .mapToInt(site -> site)
                .toArray();
        Plan plan = new Plan(variantOf, aggregators[0], aggregators[Math.min(1, aggregators.length - 1)]);
        double[] up = new double[memoryMiB.length];
        for (int site : plan.hosts()) {
            int variant = variantOf[site];
            up[variant] = 1 - (1 - up[variant]) * (1 - sites.get(site).availability());
        }
        return new Forecast(
                plan,
                accuracies.of(plan.variants()),
                accuracies.worst(counts(variantOf), lost),
                timing.of(plan),
                accuracies.expected(up, floor));
    }
}
