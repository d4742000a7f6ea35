/* Milliseconds of one MPI_Allreduce in place of 650,000 floats, printed by the first process. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 650000, WARM_UP = 200, CALLS = 2000 };

int main(int argc, char **argv)
{
    int rank, provided;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    float *numbers = aligned_alloc(64, COUNT * sizeof(float));
    memset(numbers, 0, COUNT * sizeof(float));
    for (int i = 0; i < WARM_UP; i++)
        MPI_Allreduce(MPI_IN_PLACE, numbers, COUNT, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (int i = 0; i < CALLS; i++)
        MPI_Allreduce(MPI_IN_PLACE, numbers, COUNT, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%.17g\n", (MPI_Wtime() - start) * 1000 / CALLS);
    free(numbers);
    MPI_Finalize();
    return 0;
}
