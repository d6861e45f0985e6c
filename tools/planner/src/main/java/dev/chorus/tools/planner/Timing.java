package dev.chorus.tools.planner;

import dev.chorus.core.fusion.Fusion;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.metrics.Percentiles;
import dev.chorus.tools.evaluation.ask.VariantAnswers;
import dev.chorus.tools.simulator.GatewayProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicts response times, from the publication of a picture to the receipt of its answer. A picture goes to every
 * gateway, each processes it and sends a frame to the aggregator, which answers as soon as the missing frames can no
 * longer change the first label. Which frames an answer waits for follows from the variants' answers to labeled
 * pictures. Immutable.
 */
final class Timing {

    /** Number of pictures used to predict when windows close; more give the same result more slowly. */
    private static final int MAX_PICTURES = 1000;

    private static final double FULL = 0.8;

    private final List<Site> sites;
    private final VariantAnswers answers;
    private final GatewayProfile profile;
    private final double networkMillis;
    private final String brokerHost;
    private final double rate;

    /**
     * @param networkMillis additional one-way network latency of a message
     * @param brokerHost machine of the broker if it shares one with gateways; otherwise null
     * @param rate pictures per second
     */
    Timing(
            List<Site> sites,
            VariantAnswers answers,
            GatewayProfile profile,
            double networkMillis,
            String brokerHost,
            double rate) {
        this.sites = sites;
        int pictures = Math.min(MAX_PICTURES, answers.pictures());
        this.answers = answers.about(IntStream.range(0, pictures)
                .map(number -> (int) ((long) number * answers.pictures() / pictures))
                .toArray());
        this.profile = profile;
        this.networkMillis = networkMillis;
        this.brokerHost = brokerHost;
        this.rate = rate;
    }

    /**
     * Response times in milliseconds.
     *
     * @param mean mean of all answers
     * @param p50 median, as {@link Percentiles} defines it
     * @param p95 95th percentile
     */
    record Response(double mean, double p50, double p95) {}

    /** Returns the share of a core that a gateway with a variant is busy, 0 or more. */
    double busy(int site, int variant) {
        Site one = sites.get(site);
        double rest = Math.max(0, profile.variantProcessor() - profile.workMillis());
        return rate / 1000 * (one.workMillis().get(variant) + one.slowdown() * rest);
    }

    /** Returns whether a gateway has enough time for a variant at this rate. */
    boolean hasTime(int site, int variant) {
        return busy(site, variant) <= FULL;
    }

    /** Returns when a gateway's frame arrives at the aggregator if it has its machine for itself. */
    double alone(int site, int variant) {
        return 2 * networkMillis + job(site, variant);
    }

    /** Returns a gateway's time for a picture until its frame is sent, in milliseconds, including queueing. */
    private double job(int site, int variant) {
        double work = sites.get(site).workMillis().get(variant);
        double busy = Math.min(busy(site, variant), FULL);
        // One thread, random arrivals, constant work (Pollaczek and Khinchine).
        double waiting = busy / (2 * (1 - busy)) * work;
        return sites.get(site).slowdown() * profile.passMillis() + waiting + work;
    }

    /** Predicts the response times of a plan. */
    Response of(Plan plan) {
        double[] arrival = arrivals(plan);
        List<Integer> order = new ArrayList<>();
        for (int variant = 0; variant < arrival.length; variant++) {
            if (arrival[variant] < Double.POSITIVE_INFINITY) {
                order.add(variant);
            }
        }
        order.sort(Comparator.comparingDouble(variant -> arrival[variant]));
        double rest =
                sites.get(plan.aggregator()).slowdown() * profile.passMillis() + profile.passMillis() + networkMillis;
        double[] took = new double[answers.pictures()];
        for (int picture = 0; picture < took.length; picture++) {
            took[picture] = rest + arrival[lastNeeded(picture, order)];
        }
        Percentiles percentiles = Percentiles.of(took);
        return new Response(
                Arrays.stream(took).average().orElseThrow(),
                percentiles.median().orElseThrow(),
                percentiles.at(95).orElseThrow());
    }

    private int lastNeeded(int picture, List<Integer> order) {
        Fusion fusion = answers.begin();
        List<VariantWeight> missing =
                new ArrayList<>(order.stream().map(answers::variantWeight).toList());
        for (int variant : order) {
            fusion.add(answers.said(picture, variant), missing.remove(0));
            if (missing.isEmpty() || fusion.isDecided(missing)) {
                return variant;
            }
        }
        throw new IllegalStateException("a plan without variants");
    }

    /** Returns when the first frame of each variant arrives; infinite if it is not hosted. */
    private double[] arrivals(Plan plan) {
        double[] arrivals = new double[answers.variants()];
        Arrays.fill(arrivals, Double.POSITIVE_INFINITY);
        for (int site : plan.hosts()) {
            int variant = plan.variantOf()[site];
            double arrival = 2 * networkMillis + finished(plan, site);
            arrivals[variant] = Math.min(arrivals[variant], arrival);
        }
        return arrivals;
    }

    /** Returns when a gateway's frame is sent: later if it shares a machine. */
    private double finished(Plan plan, int site) {
        Site own = sites.get(site);
        double alone = job(site, plan.variantOf()[site]);
        if (own.host() == null) {
            return alone;
        }
        List<Double> jobs = new ArrayList<>();
        for (int other : plan.hosts()) {
            if (own.host().equals(sites.get(other).host())) {
                jobs.add(processor(plan, other));
            }
        }
        if (own.host().equals(sites.get(plan.aggregator()).host())) {
            jobs.add(own.slowdown() * profile.aggregatorBase());
        }
        if (own.host().equals(brokerHost)) {
            jobs.add(own.slowdown() * profile.brokerBase());
        }
        double mine = processor(plan, site);
        return alone + shared(jobs, mine, own.cores()) - mine;
    }

    /** Returns the load of one gateway on a shared machine per picture, in milliseconds of processor time. */
    private double processor(Plan plan, int site) {
        Site one = sites.get(site);
        double rest = Math.max(0, profile.variantProcessor() - profile.workMillis());
        if (one.host().equals(sites.get(plan.aggregator()).host())) {
            rest += profile.aggregatorEach();
        }
        if (one.host().equals(brokerHost)) {
            rest += profile.brokerEach();
        }
        return one.workMillis().get(plan.variantOf()[site]) + one.slowdown() * rest;
    }

    /** Returns when one of several jobs ends that start together and share cores evenly, none using more than one. */
    static double shared(List<Double> jobs, double mine, int cores) {
        double[] sorted = jobs.stream().mapToDouble(job -> job).sorted().toArray();
        double now = 0;
        double done = 0;
        for (int at = 0; at < sorted.length && done < mine; at++) {
            double share = Math.min(1, (double) cores / (sorted.length - at));
            now += (sorted[at] - done) / share;
            done = sorted[at];
        }
        return now;
    }
}
