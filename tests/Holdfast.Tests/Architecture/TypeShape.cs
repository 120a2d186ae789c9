using System.Reflection;
using System.Runtime.CompilerServices;

namespace Holdfast.Tests.Architecture;

public sealed class TypeShape
{
    private static readonly Type[] Types = [.. typeof(Revision).Assembly.GetTypes()
        .Concat(typeof(Holdfast.Processes.ProcessContext).Assembly.GetTypes())
        .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && type.Namespace?.StartsWith("Holdfast", StringComparison.Ordinal) == true)];

    /// <summary>Classes whose heirs are in the programs that use them.</summary>
    private static readonly Type[] ForPrograms = [typeof(Holdfast.Control.ProgramState)];

    [Fact]
    public void Classes_WithoutHeirs_AreSealed()
    {
        HashSet<Type> bases = [.. ForPrograms, .. Types.Select(type => type.BaseType).OfType<Type>()
            .Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type)];
        Assert.Empty(Types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !bases.Contains(type))
            .Select(type => type.FullName));
    }

    [Fact]
    public void PublicMethods_Parameters_AreNotBooleans() =>
        Assert.Empty(Types.Where(type => type.IsVisible && !type.IsSubclassOf(typeof(Delegate)))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static
                | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName
                && method.GetBaseDefinition() == method
                && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(bool)))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}"));

    [Fact]
    public void RootNamespace_Types_ArePublic() =>
        Assert.Empty(Types.Where(type => type.Namespace == "Holdfast" && !type.IsNested && !type.IsVisible)
            .Select(type => type.FullName));
}
