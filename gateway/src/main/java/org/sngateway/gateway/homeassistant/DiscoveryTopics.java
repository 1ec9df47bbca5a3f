package org.sngateway.gateway.homeassistant;

import org.sngateway.gateway.status.TopicPath;

/**
 * What is the same in all messages.
 *
 * @param discoveryPrefix what their topics begin with
 * @param base what the gateway's status topics begin with
 * @param topicPrefix put before the topics of devices; often empty
 * @param requests whether the gateway takes requests on its topics
 */
public record DiscoveryTopics(
        String discoveryPrefix, String base, String gatewayName, String topicPrefix, String version, boolean requests) {

    String ofClient(String clientId, String last) {
        return base + "/clients/" + TopicPath.level(clientId) + "/" + last;
    }
}
