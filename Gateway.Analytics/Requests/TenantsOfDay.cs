namespace Gateway.Analytics.Requests;

/// <summary>
/// The tenants with events of a day, as a condition for those who see all: one step of the index (tenant, minute) for each, where the
/// coarse index on time alone would read everything that came since it was last brought up to date.
/// </summary>
static class TenantsOfDay
{
    /// <param name="day">Parameter that holds the day's midnight; days before it are not looked at.</param>
    public static string Sql(string day) => $"""
        events.tenant = any(array(
            with recursive tenants as (
              (select e.tenant from events e where e.time >= {day} order by e.tenant limit 1)
              union all
              select (select e.tenant from events e where e.time >= {day} and e.tenant > t.tenant order by e.tenant limit 1)
              from tenants t
              where t.tenant is not null)
            select tenant from tenants where tenant is not null))
        """;

    public static DateTimeOffset Midnight(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}
