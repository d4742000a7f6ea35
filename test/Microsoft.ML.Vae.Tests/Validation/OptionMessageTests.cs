using System.Reflection;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Validation;

/// <summary>No message about options has a hole where a name or a value should be.</summary>
public class OptionMessageTests(ITestOutputHelper output)
{
    private static readonly Type[] _choices =
    [
        typeof(Objective), typeof(BetaSchedule), typeof(Likelihood), typeof(Network), typeof(Optimizer), typeof(LearningRateSchedule), typeof(Corruption),
        typeof(LikelihoodPart),
    ];

    [Fact]
    public void ToString_OfEveryFactory_SaysWhatItMade()
    {
        foreach (Type type in _choices)
        {
            object[] made = [.. Made(type)];
            made.ShouldNotBeEmpty(type.Name);
            foreach (object choice in made)
            {
                string text = choice.ToString()!;
                text.ShouldNotBeNullOrWhiteSpace(choice.GetType().Name);
                text.ShouldNotContain(nameof(Microsoft), Case.Sensitive, choice.GetType().Name);   // the name of a type
            }
        }
    }

    [Fact]
    public void Messages_OfEveryFault_HaveNoHoles()
    {
        string[] messages = [.. Bad().Select(Message).Distinct()];

        foreach (string message in messages)
            output.WriteLine(message);
        messages.Length.ShouldBeGreaterThan(30);
        foreach (string message in messages)
        {
            foreach (string hole in (string[])["  ", " ;", " ,", " .", "''", "()"])
                message.ShouldNotContain(hole);
        }
    }

    /// <summary>The faults that the other tests know, and columns and binarization with every objective and likelihood.</summary>
    private static IEnumerable<VaeOptions> Bad()
    {
        foreach (IEnumerable<object?[]> known in (IEnumerable<object?[]>[])[BadOptionTests.Bad, BadControlOptionTests.Bad, BadColumnOptionTests.Bad])
        {
            foreach (VaeOptions options in known.SelectMany(row => row).OfType<VaeOptions>())
                yield return options;
        }
        VaeOptions faulty = AllColumns.With(new VaeOptions { OutputColumnName = TinyModel.Mean }) with { LatentIndexColumnName = "Index", LatentDimension = 0 };
        foreach (Objective objective in Made(typeof(Objective)).Cast<Objective>())
            yield return faulty with { Objective = objective };
        foreach (Likelihood likelihood in Made(typeof(Likelihood)).Cast<Likelihood>())
            yield return faulty with { Likelihood = likelihood, DynamicBinarization = true };
        foreach (PropertyInfo option in typeof(VaeOptions).GetProperties().Where(property => property.PropertyType.IsEnum))
            yield return With(faulty, option, Enum.ToObject(option.PropertyType, 99));
    }

    private static string Message(VaeOptions options) =>
        Should.Throw<ArgumentOutOfRangeException>(() => VaeOptionsValidator.Check(options)).Message;

    /// <summary>What the type's factories make, by default where there are defaults.</summary>
    private static IEnumerable<object> Made(Type type)
    {
        const BindingFlags Factories = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<object> constant = type.GetProperties(Factories).Where(property => property.PropertyType == type).Select(property => property.GetValue(null)!);
        IEnumerable<object> made = type.GetMethods(Factories).Where(method => method.ReturnType == type && !method.IsSpecialName)
            .Select(method => method.Invoke(null, [.. method.GetParameters().Select(Argument)])!);
        return constant.Concat(made);
    }

    private static object? Argument(ParameterInfo parameter) => parameter switch
    {
        { HasDefaultValue: true } => parameter.DefaultValue,
        { ParameterType: var type } when type == typeof(int) => 3,
        { ParameterType: var type } when type == typeof(double) => 0.5,
        { ParameterType: var type } when type == typeof(string) => "mine",
        { ParameterType: var type } when type == typeof(string[]) => new[] { "mine" },
        { ParameterType: var type } when type == typeof(Range) => 0..2,
        { ParameterType: var type } when type == typeof(LikelihoodPart[]) => new[] { LikelihoodPart.Others },
        { ParameterType: var type } when type == typeof(BetaSchedule) => BetaSchedule.Linear(),
        _ => throw new NotSupportedException($"{parameter.Member.Name}: {parameter}"),
    };

    private static VaeOptions With(VaeOptions options, PropertyInfo option, object value)
    {
        VaeOptions changed = options with { };
        option.SetValue(changed, value);
        return changed;
    }
}
