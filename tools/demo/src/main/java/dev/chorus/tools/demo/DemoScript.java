package dev.chorus.tools.demo;

import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the steps of a demo. For the thread that runs the demo. */
final class DemoScript {

    private static final Duration ONLINE_TIMEOUT = Duration.ofSeconds(30);

    private final List<GatewayPlan> allPlans;
    private final DemoStatistics statistics;
    private final DemoRequester demoRequester;
    private final DemoGateways gateways;
    private final DemoView view;

    DemoScript(
            List<GatewayPlan> allPlans,
            DemoStatistics statistics,
            DemoRequester demoRequester,
            DemoGateways gateways,
            DemoView view) {
        this.allPlans = allPlans;
        this.statistics = statistics;
        this.demoRequester = demoRequester;
        this.gateways = gateways;
        this.view = view;
    }

    /**
     * Starts all gateways, requests half of the pictures, kills some gateways, requests half of the rest, restarts the
     * killed gateways, and requests the remaining pictures.
     *
     * @return time from the first start to the last answer
     * @throws IOException if a gateway does not start
     */
    Duration perform(DemoSettings settings, Requester requester) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        view.event("starting all");
        start(allPlans);
        view.event("all online after " + Rows.seconds(Duration.ofNanos(System.nanoTime() - begun)));
        RequestLoop loop = new RequestLoop(requester, statistics, view, demoRequester::publishTruth);
        int half = settings.lose() == 0 ? settings.pictures() : settings.pictures() / 2;
        loop.ask(1, half);
        if (settings.lose() > 0) {
            int rejoin = settings.pictures() - (settings.pictures() - half) / 2;
            List<GatewayPlan> lost = strongest(settings.lose());
            kill(lost);
            loop.ask(half + 1, rejoin);
            loop.awaitReplies();
            view.event("starting " + names(lost) + " again");
            start(lost);
            view.event(names(lost) + (lost.size() == 1 ? " is" : " are") + " back");
            loop.ask(rejoin + 1, settings.pictures());
        }
        loop.awaitReplies();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Returns the last variants of a family, which are its largest: losing them costs most. */
    private List<GatewayPlan> strongest(int count) {
        List<GatewayPlan> variants =
                allPlans.stream().filter(gateway -> !gateway.isAggregator()).toList();
        return variants.subList(variants.size() - count, variants.size());
    }

    private void start(List<GatewayPlan> plans) throws IOException, InterruptedException {
        demoRequester.clearStatuses(plans);
        plans.forEach(statistics::starting);
        gateways.start(plans);
        demoRequester.awaitOnline(plans, ONLINE_TIMEOUT);
    }

    private void kill(List<GatewayPlan> lost) {
        view.event("killing " + names(lost) + " without warning");
        for (GatewayPlan gateway : lost) {
            statistics.killed(gateway);
            gateways.kill(gateway);
        }
    }

    private static String names(List<GatewayPlan> plans) {
        return plans.stream().map(GatewayPlan::name).collect(Collectors.joining(", "));
    }
}
