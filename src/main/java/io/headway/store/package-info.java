/** The door to PostgreSQL: the batch writer, time partitions, queries and migrations. Stages use it; it knows no stage. */
package io.headway.store;
