package dev.chorus.aggregator;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * What an operator can set, in the order in which the console shows it: first what makes the instance, last what most people
 * leave alone. Kura finds the definition by the PID, which must be file name, id and component name alike.
 */
@ObjectClassDefinition(
        id = AggregatorConfig.PID,
        name = "Chorus Aggregator",
        description = "Fuses what the variants of a family say of each picture into one answer.",
        icon = @Icon(resource = "OSGI-INF/aggregator.png", size = 32))
@interface AggregatorConfig {

    String PID = "dev.chorus.aggregator.AggregatorService";

    @AttributeDefinition(
            name = "Family",
            description = "Name of the family whose results are fused, as its variants have it.")
    String family() default "parts";

    @AttributeDefinition(
            name = "Broker URL",
            description = "The MQTT broker that all gateways and requesters share: mqtt://host:port or, with TLS,"
                    + " mqtts://host:port. Without a port 1883, with TLS 8883.")
    String broker_url() default "mqtt://localhost:1883";

    @AttributeDefinition(
            name = "User",
            required = false,
            description = "To log in at the broker with. Empty: nobody logs in.")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "To log in at the broker with. Stored encrypted.")
    String password() default "";

    @AttributeDefinition(
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "How long an answer may take, in milliseconds from the arrival of a request that does not say"
                    + " so itself. Then it is given with the results that are there.")
    int deadline_ms() default 1000;

    @AttributeDefinition(
            name = "Quorum (variants)",
            min = "1",
            max = "256",
            description = "How many variants an answer needs at least. With fewer the requester is told that there is"
                    + " no quorum.")
    int quorum() default 1;

    @AttributeDefinition(
            name = "Early stop",
            description = "Whether to answer as soon as the results that are missing can provably no longer change the"
                    + " first label.")
    boolean early_stop() default true;

    @AttributeDefinition(
            name = "Early stop, disagreement (%)",
            description =
                    "How many percent of the answers may be given before everybody has spoken though the first label"
                            + " might still have changed. With early stop only, and where margins were fitted to the family."
                            + " 0: none, as long as it is not proved.",
            options = {
                @Option(label = "0", value = "0"),
                @Option(label = "0.5", value = "0.5"),
                @Option(label = "1", value = "1"),
                @Option(label = "2", value = "2"),
                @Option(label = "5", value = "5")
            })
    String stop_disagreement_percent() default "0";

    @AttributeDefinition(
            name = "Stragglers after (deadlines)",
            min = "0",
            max = "1000",
            description =
                    "A variant that misses so many deadlines in a row is no longer waited for until as many of its"
                            + " results have come in good time again; those that come in time count all the same. 0: it always is.")
    int stragglers_after() default 3;

    @AttributeDefinition(
            name = "Labels (number)",
            min = "1",
            max = "1000",
            description = "How many labels an answer lists at most.")
    int labels_max() default 5;

    @AttributeDefinition(
            name = "Strategy",
            description = "How results are fused. Scaled sum: scores times the weight of their variant are added up."
                    + " Fitted weights: the same with the weights that training has fitted. Log pool: the logarithms of"
                    + " scores are averaged. Majority: each variant's first label has one vote.",
            options = {
                @Option(label = "Fitted weights", value = "fitted-weights"),
                @Option(label = "Log pool", value = "log-pool"),
                @Option(label = "Majority", value = "majority"),
                @Option(label = "Scaled sum", value = "scaled-sum")
            })
    String strategy() default "scaled-sum";

    @AttributeDefinition(
            name = "CloudPublisher Target Filter",
            required = false,
            description =
                    "The cloud publisher of this gateway that fused results are published with. As it is, or empty:"
                            + " they are not.")
    String CloudPublisher_target() default "(kura.service.pid=changeme)";

    @AttributeDefinition(
            name = "Cloud interval (ms)",
            min = "0",
            max = "86400000",
            description =
                    "At most one result is published to the cloud in so many milliseconds, the newest. 0: all are.")
    int cloud_interval_ms() default 1000;

    @AttributeDefinition(
            name = "Cloud changes only",
            description =
                    "Whether a result is published to the cloud only when its first label is another than the last"
                            + " one published there, or when it is degraded and that was not, or the other way round.")
    boolean cloud_changes_only() default false;

    @AttributeDefinition(
            name = "Home Assistant prefix",
            required = false,
            description =
                    "What Home Assistant looks for devices below, usually homeassistant: the family appears there as a"
                            + " device. Empty: it does not.")
    String homeassistant_prefix() default "";

    @AttributeDefinition(
            name = "SslManagerService Target Filter",
            required = false,
            description =
                    "With mqtts:// only: the SSL service of this gateway whose certificates are trusted, and whose"
                            + " key is shown to the broker. As it is, or empty: what Java trusts, and no key.")
    String SslManagerService_target() default "(kura.service.pid=changeme)";

    @AttributeDefinition(
            name = "Key alias",
            required = false,
            description = "Name of the key that is shown to a broker which asks for one, in the key store of the SSL"
                    + " service above. Empty: that service decides.")
    String ssl_key_alias() default "";

    @AttributeDefinition(
            name = "Client id",
            required = false,
            description =
                    "Identifies this instance at the broker and in the status topic: 1 to 64 of A-Z a-z 0-9 _ . -, unique at"
                            + " the broker. Empty: MAC address or serial number of the gateway and the name of this component.")
    String client_id() default "";

    @AttributeDefinition(
            name = "Topic root",
            description = "What all topics begin with, levels parted by slashes. The same for variants, aggregators and"
                    + " requesters.")
    String topic_root() default "chorus";

    @AttributeDefinition(
            name = "Open windows (requests)",
            min = "1",
            max = "100000",
            description = "How many requests may be open at once. Beyond, the oldest is answered with what there is.")
    int windows_max() default 1000;
}
