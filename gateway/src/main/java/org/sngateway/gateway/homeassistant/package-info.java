/**
 * What Home Assistant is told about the gateway and its devices: its MQTT discovery
 * (https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery). Confined to the thread of the status topics.
 */
@NullMarked
package org.sngateway.gateway.homeassistant;

import org.jspecify.annotations.NullMarked;
