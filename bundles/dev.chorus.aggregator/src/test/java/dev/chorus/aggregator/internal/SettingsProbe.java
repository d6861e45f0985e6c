package dev.chorus.aggregator.internal;

import dev.chorus.aggregator.PlainSecrets;
import java.util.Map;

/** Shows tests of other packages how a configuration is read. */
public final class SettingsProbe {

    private SettingsProbe() {}

    /** Returns the settings as text; equal settings have equal texts. */
    public static String read(Map<String, ?> properties) {
        Settings settings = Settings.read(properties, new PlainSecrets());
        return settings.place() + ", " + settings.deadline() + ", "
                + settings.windows().strategy().name() + ", "
                + settings.windows().quorum() + ", " + settings.windows().earlyStop() + ", "
                + settings.windows().maxOpen() + ", " + settings.windows().maxLabels() + ", "
                + settings.windows().learnWeights() + ", " + settings.policy() + ", "
                + settings.replyTopics() + ", " + settings.cloud() + ", "
                + settings.problem();
    }
}
