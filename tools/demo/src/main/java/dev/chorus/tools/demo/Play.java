package dev.chorus.tools.demo;

import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What happens in a demo, in which order. For the thread that runs the demo. */
final class Play {

    private static final Duration ONLINE_PATIENCE = Duration.ofSeconds(30);

    private final List<GatewayPlan> gateways;
    private final Scoreboard board;
    private final Audience audience;
    private final Fleet fleet;
    private final View view;

    Play(List<GatewayPlan> gateways, Scoreboard board, Audience audience, Fleet fleet, View view) {
        this.gateways = gateways;
        this.board = board;
        this.audience = audience;
        this.fleet = fleet;
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
        start(gateways);
        view.say("all online after " + Rows.seconds(Duration.ofNanos(System.nanoTime() - begun)));
        Asking asking = new Asking(requester, board, view, audience::tell);
        int half = settings.lose() == 0 ? settings.pictures() : settings.pictures() / 2;
        asking.ask(1, half);
        if (settings.lose() > 0) {
            int rejoin = settings.pictures() - (settings.pictures() - half) / 2;
            List<GatewayPlan> lost = strongest(settings.lose());
            kill(lost);
            asking.ask(half + 1, rejoin);
            asking.awaitReplies();
            view.say("starting " + names(lost) + " again");
            start(lost);
            view.say(names(lost) + (lost.size() == 1 ? " is" : " are") + " back");
            asking.ask(rejoin + 1, settings.pictures());
        }
        asking.awaitReplies();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The last variants of a family are its largest: losing them costs most. */
    private List<GatewayPlan> strongest(int count) {
        List<GatewayPlan> variants =
                gateways.stream().filter(gateway -> !gateway.isAggregator()).toList();
        return variants.subList(variants.size() - count, variants.size());
    }

    private void start(List<GatewayPlan> plans) throws IOException, InterruptedException {
        audience.forget(plans);
        plans.forEach(board::starting);
        fleet.start(plans);
        audience.awaitOnline(plans, ONLINE_PATIENCE);
    }

    private void kill(List<GatewayPlan> lost) {
        view.say("killing " + names(lost) + " without warning");
        for (GatewayPlan gateway : lost) {
            board.killed(gateway);
            fleet.kill(gateway);
        }
    }

    private static String names(List<GatewayPlan> plans) {
        return plans.stream().map(GatewayPlan::name).collect(Collectors.joining(", "));
    }
}
