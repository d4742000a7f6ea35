namespace Microsoft.ML.Data;

/// <summary>Calls a generic method for a type that is known at run time only.</summary>
internal static class GenericCall
{
    /// <param name="type">The type argument.</param>
    /// <param name="method">The method, static, closed over any type.</param>
    /// <param name="first">Its first argument.</param>
    /// <param name="second">Its second argument.</param>
    public static TResult Call<T1, T2, TResult>(this Type type, Func<T1, T2, TResult> method, T1 first, T2 second) =>
        method.Method.GetGenericMethodDefinition().MakeGenericMethod(type).CreateDelegate<Func<T1, T2, TResult>>()(first, second);

    public static TResult Call<T, TResult>(this Type type, Func<T, TResult> method, T argument) =>
        method.Method.GetGenericMethodDefinition().MakeGenericMethod(type).CreateDelegate<Func<T, TResult>>()(argument);
}
