/**
 * The configuration: its values as records, the one description of every option from which all else is generated, and
 * the loader that reports every problem of a file, the environment and the command line at once, each with its place.
 */
@NullMarked
package org.sngateway.gateway.config;

import org.jspecify.annotations.NullMarked;
