package dev.chorus.tools.demo;

import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What happens in a demo, in which order. For the thread that runs the demo. */
final class DemoScript {

    private static final Duration ONLINE_PATIENCE = Duration.ofSeconds(30);

    private final List<GatewayPlan> allPlans;
    private final DemoStatistics board;
    private final DemoRequester demoRequester;
    private final DemoGateways gateways;
    private final DemoView view;

    DemoScript(
            List<GatewayPlan> allPlans,
            DemoStatistics board,
            DemoRequester demoRequester,
            DemoGateways gateways,
            DemoView view) {
        this.allPlans = allPlans;
        this.board = board;
        this.demoRequester = demoRequester;
        this.gateways = gateways;
        this.view = view;
    }

    /**
     * Starts all gateways, asks about half of the pictures, kills some gateways, asks about half of the rest, starts the killed ones
     * again, and asks about what is left.
     *
     * @return from the first start to the last answer
     * @throws IOException if a gateway does not come up
     */
    Duration perform(DemoSettings settings, Requester requester) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        view.say("starting all");
        start(allPlans);
        view.say("all online after " + Rows.seconds(Duration.ofNanos(System.nanoTime() - begun)));
        RequestLoop loop = new RequestLoop(requester, board, view, demoRequester::tell);
        int half = settings.lose() == 0 ? settings.pictures() : settings.pictures() / 2;
        loop.ask(1, half);
        if (settings.lose() > 0) {
            int rejoin = settings.pictures() - (settings.pictures() - half) / 2;
            List<GatewayPlan> lost = strongest(settings.lose());
            kill(lost);
            loop.ask(half + 1, rejoin);
            loop.awaitReplies();
            view.say("starting " + names(lost) + " again");
            start(lost);
            view.say(names(lost) + (lost.size() == 1 ? " is" : " are") + " back");
            loop.ask(rejoin + 1, settings.pictures());
        }
        loop.awaitReplies();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The last variants of a family are its largest: losing them costs most. */
    private List<GatewayPlan> strongest(int count) {
        List<GatewayPlan> variants =
                allPlans.stream().filter(gateway -> !gateway.isAggregator()).toList();
        return variants.subList(variants.size() - count, variants.size());
    }

    private void start(List<GatewayPlan> plans) throws IOException, InterruptedException {
        demoRequester.forget(plans);
        plans.forEach(board::starting);
        gateways.start(plans);
        demoRequester.awaitOnline(plans, ONLINE_PATIENCE);
    }

    private void kill(List<GatewayPlan> lost) {
        view.say("killing " + names(lost) + " without warning");
        for (GatewayPlan gateway : lost) {
            board.killed(gateway);
            gateways.kill(gateway);
        }
    }

    private static String names(List<GatewayPlan> plans) {
        return plans.stream().map(GatewayPlan::name).collect(Collectors.joining(", "));
    }
}
