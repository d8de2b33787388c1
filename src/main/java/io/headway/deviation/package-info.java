/** Whether vehicles keep to the routes they have been given. Imports {@code model}, {@code config} and {@code store}. */
package io.headway.deviation;
