using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gateway.Analytics.Configuration;

/// <summary>Checks a section's annotations and collects all errors, each beginning with the full key to set.</summary>
sealed class SectionValidation<TOptions>(string path) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var errors = results.Select(result => $"{path}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}").ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
