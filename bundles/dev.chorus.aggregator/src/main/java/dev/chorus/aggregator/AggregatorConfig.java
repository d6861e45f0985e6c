package dev.chorus.aggregator;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Console properties of the aggregator, in display order: first what identifies the instance, last what most
 * operators leave unchanged. Kura finds the definition by the PID, so file name, id and component name must be equal.
 */
@ObjectClassDefinition(
        id = AggregatorConfig.PID,
        name = "Chorus Aggregator",
        description = "Fuses the results of the variants of a family into one answer for each picture.",
        icon = @Icon(resource = "OSGI-INF/aggregator.png", size = 32))
@interface AggregatorConfig {

    String PID = "dev.chorus.aggregator.AggregatorService";

    @AttributeDefinition(
            name = "Family",
            description = "Name of the family whose results are fused, as configured in its variants.")
    String family() default "parts";

    @AttributeDefinition(
            name = "Broker URL",
            description =
                    "MQTT broker of all gateways and requesters: mqtt://host:port or, with TLS, mqtts://host:port."
                            + " The default port is 1883, with TLS 8883.")
    String broker_url() default "mqtt://localhost:1883";

    @AttributeDefinition(
            name = "User",
            required = false,
            description = "User name for the broker. Leave empty for anonymous access.")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "Password for the broker. Kura stores it encrypted.")
    String password() default "";

    @AttributeDefinition(
            name = "Deadline (ms)",
            min = "1",
            max = "60000",
            description = "Time limit for an answer, from the arrival of a request that names no deadline. Then the"
                    + " answer is given with the results that have arrived.")
    int deadline_ms() default 1000;

    @AttributeDefinition(
            name = "Quorum (variants)",
            min = "1",
            max = "256",
            description = "Minimum number of variants in an answer. With fewer results the requester gets the outcome"
                    + " no-quorum.")
    int quorum() default 1;

    @AttributeDefinition(
            name = "Early stop",
            description = "Answers as soon as missing results can provably no longer change the first label.")
    boolean early_stop() default true;

    @AttributeDefinition(
            name = "Early stop, disagreement (%)",
            description = "Share of answers that may be given early although the first label might still have"
                    + " changed. Needs early stop and a family with fitted margins. 0 stops only where it is"
                    + " proved.",
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
            description = "A variant that misses this many deadlines in a row is no longer waited for, until as many"
                    + " of its results arrive in time again. Results that arrive in time still count. 0 always waits.")
    int stragglers_after() default 3;

    @AttributeDefinition(
            name = "Allowed variants",
            description = "Variants whose results are fused: names separated by commas, where * stands for any"
                    + " characters. NAME@CLIENT_ID allows a variant at the instances with matching client ids only."
                    + " The default allows every variant that has a status.")
    String variants_allowed() default "*";

    @AttributeDefinition(
            name = "Allowed aggregators",
            description = "Client ids of the aggregators that requests are shared with: names separated by commas,"
                    + " where * stands for any characters. The default allows every aggregator that has a status.")
    String aggregators_allowed() default "*";

    @AttributeDefinition(
            name = "Weight limit (times the median)",
            min = "1",
            max = "1000000",
            description = "Maximum weight of a variant, as a multiple of the median weight of the family."
                    + " Greater weights are reduced to it.")
    int weight_cap() default 2;

    @AttributeDefinition(
            name = "Learned weights",
            description = "Lowers the weight of a variant that agrees with the others less often than they do with each"
                    + " other, as learned from the last 200 answers. Needs at least three variants.")
    boolean weights_learned() default false;

    @AttributeDefinition(
            name = "Reply topics",
            description = "Response Topics that answers may go to: MQTT topic filters separated by commas, in which"
                    + " {root} and {family} stand for those of this aggregator. A request with another Response Topic"
                    + " is answered on the result topic only.")
    String reply_topics() default "{root}/{family}/reply/#";

    @AttributeDefinition(
            name = "Labels (number)",
            min = "1",
            max = "1000",
            description = "Maximum number of labels in an answer.")
    int labels_max() default 5;

    @AttributeDefinition(
            name = "Strategy",
            description = "Fusion of the results. Scaled sum adds scores times the weight of the variant. Fitted"
                    + " weights uses the weights fitted in training. Log pool averages logarithms of scores."
                    + " Majority counts first labels.",
            options = {
                @Option(label = "Fitted weights", value = "fitted-weights"),
                @Option(label = "Log pool", value = "log-pool"),
                @Option(label = "Majority", value = "majority"),
                @Option(label = "Scaled sum", value = "scaled-sum")
            })
    String strategy() default "scaled-sum";

    @AttributeDefinition(
            name = "Cloud publishing",
            description =
                    "Publishes fused results with the cloud publisher chosen below. Set it to false to stop publishing without"
                            + " choosing another one.")
    boolean cloud_enabled() default true;

    @AttributeDefinition(
            name = "CloudPublisher Target Filter",
            required = false,
            description = "Cloud publisher for fused results. The default means none: nothing is published. The list"
                    + " has no entry for none; to stop publishing, use the setting above.")
    String CloudPublisher_target() default "(kura.service.pid=changeme)";

    @AttributeDefinition(
            name = "Cloud interval (ms)",
            min = "0",
            max = "86400000",
            description = "Minimum time between two results published to the cloud; the newest one is published at"
                    + " its end. Kura keeps each message for up to 960 s in a store shipped with 1000 places,"
                    + " shared by all publishers of the connection: 2000 ms fills at most 480 of them, less than"
                    + " 960 ms can fill it. 0 publishes all.")
    int cloud_interval_ms() default 2000;

    @AttributeDefinition(
            name = "Cloud changes only",
            description = "Publishes a result to the cloud only if its first label or its flag degraded differs from"
                    + " the last published one.")
    boolean cloud_changes_only() default true;

    @AttributeDefinition(
            name = "Home Assistant prefix",
            required = false,
            description = "Discovery prefix of Home Assistant, usually homeassistant; the family appears there as a"
                    + " device. Leave empty for no device.")
    String homeassistant_prefix() default "";

    @AttributeDefinition(
            name = "Use SSL service",
            description =
                    "With mqtts:// only: takes the trusted certificates and the client key from the SSL service chosen below. Set it"
                            + " to false to go back to the JVM trust store without a client certificate.")
    boolean ssl_service_enabled() default true;

    @AttributeDefinition(
            name = "SslManagerService Target Filter",
            required = false,
            description =
                    "With mqtts:// only: SSL service that supplies trust store and client key. The default means none: the JVM"
                            + " trust store, no client certificate. The list has no entry for none; to go back, use the setting above.")
    String SslManagerService_target() default "(kura.service.pid=changeme)";

    @AttributeDefinition(
            name = "Key alias",
            required = false,
            description =
                    "Alias of the client key in the key store of the SSL service. Kura 5.6 ignores it: Java picks a key of"
                            + " the store that the broker accepts. Leave empty there.")
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
            description =
                    "First levels of all topics, separated by slashes. Must be the same for variants, aggregators and"
                            + " requesters.")
    String topic_root() default "chorus";

    @AttributeDefinition(
            name = "Open windows (requests)",
            min = "1",
            max = "100000",
            description = "Maximum number of open requests. Beyond it the oldest is answered with the results that"
                    + " have arrived.")
    int windows_max() default 1000;
}
