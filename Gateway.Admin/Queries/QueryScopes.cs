using Gateway.Admin.Access;
using Gateway.Analytics.Queries;

namespace Gateway.Admin.Queries;

/// <summary>From what a caller may touch to what a query may see: the one place.</summary>
static class QueryScopes
{
    public static QueryScope Of(Scope scope) => scope.Teams is []
        ? QueryScope.Nothing
        : new QueryScope(scope.Tenant) { Teams = scope.Teams, SeesPersons = scope.Satisfies(Need.Manage) };
}
