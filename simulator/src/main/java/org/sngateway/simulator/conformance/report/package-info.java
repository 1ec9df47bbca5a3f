/** What a conformance run came to: for the terminal, as JSON, JUnit XML, Markdown, and as one HTML file. */
@NullMarked
package org.sngateway.simulator.conformance.report;

import org.jspecify.annotations.NullMarked;
